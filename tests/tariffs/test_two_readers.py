"""A decree counts when two people have read it."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from srikandi import clock, coverage, pledges, programme, tariffs
from srikandi.audit import AuditEntry
from srikandi.clock import Month
from srikandi.ledger import verify
from srikandi.messages import Message
from srikandi.money import Money
from srikandi.tariffs import (
    Basis,
    DecreeMissing,
    NewTariff,
    NotTheMaker,
    RefusalReasonMissing,
    SameReader,
    TariffClash,
    TariffDecided,
    TariffInThePast,
    TariffUnbelievable,
    proposals,
)
from srikandi.users import Post, Role
from tests.people import make_user
from tests.pledges.making import a_scene, an_agreed_pledge, pay, shared_terms

LIVES, MONTHS = 10, 6
WHY = "Pasal 34 menyebut tanggal lain"


@pytest.fixture
def scene(session):
    return a_scene(session)


def wanted(month, rupiah=42_000, **changes):
    return NewTariff(
        **{
            "basis": Basis.PARTICIPANT,
            "amount": Money(rupiah),
            "valid_from": month.first_day,
            "decree": "Perpres contoh",
        }
        | changes
    )


def proposed(session, scene, month, rupiah=42_000):
    return tariffs.propose(session, wanted(month, rupiah), by=scene.maker)


def actions(session):
    return set(session.scalars(select(AuditEntry.action)))


def test_a_proposal_changes_nothing_and_a_second_reader_lets_it_count(session, scene):
    pledge = an_agreed_pledge(session, scene, shared_terms(scene, lives=LIVES, months=MONTHS))
    third = pledge.start_month + 2
    proposal = proposed(session, scene, third)
    assert tariffs.amount(session, Basis.PARTICIPANT, month=third) == Money(35_000)
    assert programme.apply_tariffs(session, by=scene.checker) == []
    assert programme.accept_tariff(session, proposal, by=scene.checker) == [pledge.id]
    assert tariffs.amount(session, Basis.PARTICIPANT, month=third) == Money(42_000)
    (gap,) = programme.shortfalls_of(session, pledge, payers=pledges.payers_of(session, pledge.id))
    assert (gap.from_month, gap.life_months) == (third, LIVES * 4)
    assert {"tariff:propose", "tariff:accept", "tariff:decree", "pledge:reprice"} <= actions(session)


def test_what_would_change_is_what_changes(session, scene):
    pledge = an_agreed_pledge(session, scene, shared_terms(scene, lives=LIVES, months=MONTHS))
    for payer, share in ((0, 20_000), (1, 15_000)):
        pay(session, pledge, LIVES * 3 * share, payer=payer)
    new = wanted(pledge.start_month + 2)
    (effect,) = programme.effects_of(session, new, viewer=scene.checker)
    assert (effect.life_months, effect.more) == (LIVES * 3, Money(7_000 * LIVES * 3))
    assert programme.effect_together(session, new).more == effect.more
    programme.accept_tariff(session, tariffs.propose(session, new, by=scene.maker), by=scene.checker)
    (gap,) = programme.shortfalls_of(session, pledge, payers=pledges.payers_of(session, pledge.id))
    assert (gap.life_months, gap.total) == (effect.life_months, effect.more)
    assert programme.effects_of(session, new, viewer=scene.checker) == []


def test_a_tariff_that_is_followed_by_another_changes_only_the_months_between(session, scene):
    pledge = an_agreed_pledge(session, scene, shared_terms(scene, lives=LIVES, months=MONTHS))
    later = pledge.start_month + 4
    programme.accept_tariff(session, proposed(session, scene, later, 49_000), by=scene.checker)
    (effect,) = programme.effects_of(session, wanted(pledge.start_month + 2), viewer=scene.checker)
    assert effect.life_months == LIVES * 2


@pytest.mark.parametrize(("decide", "said"), [(tariffs.accept, {}), (tariffs.refuse, {"reason": "Bukan begitu"})])
def test_nobody_decides_on_their_own_proposal(session, scene, decide, said):
    with pytest.raises(SameReader):
        decide(session, proposed(session, scene, Month.of(clock.today()) + 2), **said, by=scene.maker)


DECIDE = "UPDATE tariff_proposal SET decided_by = proposed_by, decided_at = proposed_at, is_accepted = TRUE"


def test_the_database_refuses_it_too(session, scene):
    proposed(session, scene, Month.of(clock.today()) + 2)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text(DECIDE))


@pytest.mark.leaves_a_broken_book
def test_without_the_databases_guard_the_book_still_finds_it(session, scene):
    """The negative control: the CHECK is off, the deed of one person is there, and verify names it."""
    proposed(session, scene, Month.of(clock.today()) + 2)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ALTER TABLE tariff_proposal DROP CONSTRAINT ck_tariff_proposal_maker_is_not_checker"))
    else:
        session.execute(text("PRAGMA ignore_check_constraints = ON"))
    session.execute(text(DECIDE))
    found = {(one.check, one.subject.partition("/")[0]) for one in verify(session)}
    if session.get_bind().dialect.name != "postgresql":
        session.execute(text("PRAGMA ignore_check_constraints = OFF"))
    assert ("two people", "tariff") in found


def test_a_decision_is_made_once(session, scene):
    proposal = proposed(session, scene, Month.of(clock.today()) + 2)
    programme.refuse_tariff(session, proposal, reason=WHY, by=scene.checker)
    with pytest.raises(TariffDecided):
        programme.accept_tariff(session, proposal, by=scene.checker)
    assert tariffs.amount(session, Basis.PARTICIPANT, month=Month.of(clock.today()) + 2) == Money(35_000)
    assert "tariff:refuse" in actions(session)
    assert proposal.reason == WHY


def test_a_no_without_a_reason_is_refused_and_the_reason_reaches_the_districts(session, scene):
    make_user(session, Role.TREASURER, post=Post(Role.TREASURER, scene.district_id))
    proposal = proposed(session, scene, Month.of(clock.today()) + 2)
    with pytest.raises(RefusalReasonMissing):
        programme.refuse_tariff(session, proposal, reason="  ", by=scene.checker)
    programme.refuse_tariff(session, proposal, reason=WHY, by=scene.checker)
    told = session.scalars(select(Message.body).where(Message.subject.startswith("Usulan tarif ditolak"))).all()
    assert told
    assert all(WHY in body for body in told)


def test_the_same_day_is_proposed_once_and_again_after_a_no(session, scene):
    month = Month.of(clock.today()) + 2
    first = proposed(session, scene, month)
    with pytest.raises(TariffClash):
        proposed(session, scene, month, 45_000)
    programme.refuse_tariff(session, first, reason=WHY, by=scene.checker)
    second = proposed(session, scene, month, 45_000)
    assert [one.id for one in proposals(session)] == [second.id, first.id]
    programme.accept_tariff(session, second, by=scene.checker)
    with pytest.raises(TariffClash):
        proposed(session, scene, month, 46_000)


def test_a_slip_of_the_finger_is_no_tariff(session, scene):
    month = Month.of(clock.today()) + 2
    with pytest.raises(TariffUnbelievable):
        proposed(session, scene, month, rupiah=500_001)
    assert proposed(session, scene, month, rupiah=500_000).amount == Money(500_000)


def test_the_past_keeps_its_price_and_a_tariff_has_a_decree(session, scene):
    with pytest.raises(TariffInThePast):
        proposed(session, scene, Month.of(clock.today()) + -1)
    with pytest.raises(DecreeMissing):
        tariffs.propose(session, wanted(Month.of(clock.today()) + 1, decree=" "), by=scene.maker)


def test_a_decree_mid_way_is_accepted_by_both_payers_and_every_month_is_funded(session, scene):
    """The journey: promised, half paid, a decree, two readers, two payers, all months funded."""
    pledge = an_agreed_pledge(session, scene, shared_terms(scene, lives=LIVES, months=MONTHS))
    for number, rupiah in ((0, 20_000), (1, 15_000)):
        pay(session, pledge, LIVES * 3 * rupiah, payer=number)
    fourth = pledge.start_month + 3
    programme.accept_tariff(session, proposed(session, scene, fourth), by=scene.checker)
    for payer, by in zip(pledges.payers_of(session, pledge.id), (scene.officer, scene.maker), strict=True):
        share = Money(payer.share.rupiah * 42 // 35)
        programme.top_up(session, pledge, payer_id=payer.id, amount=share, since=fourth, by=by)
    for number, payer in enumerate(pledges.payers_of(session, pledge.id)):
        pay(session, pledge, (payer.total - payer.received).rupiah, payer=number)
    assert coverage.progress(session, [pledge.id])[pledge.id].funded == LIVES * MONTHS
    assert list(verify(session)) == []


def test_its_maker_takes_a_wrong_proposal_back_and_proposes_the_right_one(session, scene):
    month = Month.of(clock.today()) + 2
    wrong = programme.propose_tariff(session, wanted(month, 420_000), by=scene.maker)
    with pytest.raises(NotTheMaker):
        programme.withdraw_tariff(session, wrong, by=scene.checker)
    written = len(session.scalars(select(Message.id)).all())
    programme.withdraw_tariff(session, wrong, by=scene.maker)
    assert (wrong.is_accepted, wrong.decided_by, wrong.is_withdrawn) == (False, None, True)
    assert "tariff:withdraw" in actions(session)
    letters = session.scalars(select(Message.subject).order_by(Message.id)).all()
    assert len(letters) == 2 * written
    assert all("ditarik kembali" in one for one in letters[written:]), "whoever read of it reads that it is gone"
    for decide in (
        lambda: tariffs.accept(session, wrong, by=scene.checker),
        lambda: tariffs.withdraw(session, wrong, by=scene.maker),
    ):
        with pytest.raises(TariffDecided):
            decide()
    right = proposed(session, scene, month)
    tariffs.refuse(session, right, reason=WHY, by=scene.checker)
    assert not right.is_withdrawn
    with pytest.raises(TariffDecided):
        tariffs.withdraw(session, right, by=scene.maker)
