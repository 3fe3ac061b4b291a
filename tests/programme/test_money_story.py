"""The worked example: thirty lives for a year, paid in halves, registered, one turned down and replaced."""

from __future__ import annotations

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from srikandi import clock, coverage, ledger, pledges, programme
from srikandi.clock import Month
from srikandi.coverage import BatchStatus, FundingLine, LifeMonth, LifeMonthStatus, Progress
from srikandi.ledger import AccountKey, AccountKind
from srikandi.money import Money
from srikandi.pledges import HoldStatus, PledgeStatus
from srikandi.pools import MemberStatus, PoolMember
from srikandi.residents import Resident, ResidentStatus
from tests.pledges.making import SYSTEM, a_scene, an_agreed_pledge, nik_of, pay, terms_of
from tests.programme.registering.answers import an_answer

HALF = 6_804_000


def progress(session, pledge):
    return coverage.progress(session, [pledge.id])[pledge.id]


def balance(session, kind, pledge, party=None):
    own = (party, pledge.id) if party else (None, None)
    return ledger.balance(session, AccountKey(kind, pledge.district_id, *own))


def a_sent_batch(session, scene, month):
    batch = programme.build_batch(session, scene.district_id, month=month, by=scene.maker)
    return programme.send_batch(session, batch, letter_number="440/77", by=scene.maker)


def test_the_worked_example_comes_out(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene)
    assert progress(session, pledge) == Progress(planned=360)

    half = pay(session, pledge, HALF)
    assert (half.funding.months_funded, half.funding.amount, half.funding.left) == (180, Money(HALF), Money(0))
    assert progress(session, pledge) == Progress(planned=180, funded=180)
    months = coverage.months_of(session, pledge.id)
    assert [one.funded for one in months.values()] == [30] * 6 + [0] * 6
    assert len(ledger.transfers_of(session, session.scalar(select(func.max(LifeMonth.funded_by))))) == 6
    assert session.scalar(select(func.count()).select_from(FundingLine)) == 180

    pay(session, pledge, HALF)
    assert progress(session, pledge) == Progress(funded=360)
    assert balance(session, AccountKind.COMMITTED_FUNDS, pledge, scene.company_id) == Money(2 * HALF)

    batch = a_sent_batch(session, scene, pledge.start_month)
    assert coverage.count_lines(session, batch) == {"waiting": 30, "accepted": 0, "rejected": 0}
    answer = an_answer(accepted=range(1, 30), rejected={30: "T03"})
    report = programme.read_answer(session, batch, answer, filename="jawaban.csv", by=scene.branch)
    assert (report.accepted, len(report.rejected), report.replaced, report.waiting) == (29, 1, 1, 0)
    assert "kematian" in report.rejected[0].rejection.action
    assert progress(session, pledge) == Progress(funded=331, active=29)
    assert pledge.status is PledgeStatus.RUNNING
    assert balance(session, AccountKind.PREMIUM_DUE, pledge) == Money(29 * 37_800)
    assert balance(session, AccountKind.COMMITTED_FUNDS, pledge, scene.company_id) == Money(331 * 37_800)

    dead, next_one = people_at(session, 30, 31)
    assert (dead.status, dead.exit_reason) == (ResidentStatus.EXITED, "died")
    assert next_one.status is ResidentStatus.HELD
    assert member_at(session, 30).removed_reason == "died"
    second = a_sent_batch(session, scene, pledge.start_month)
    assert [line.resident_id for line in coverage.lines_of(session, second)] == [next_one.id]
    programme.read_answer(session, second, an_answer(accepted=[31]), filename="2.csv", by=scene.branch)
    assert progress(session, pledge) == Progress(funded=330, active=30)
    facts = programme.certificate_facts(session, pledge.id)
    assert (facts.life_months, facts.lives, facts.amount) == (30, 30, Money(1_134_000))
    assert list(ledger.verify(session)) == []


def people_at(session, *places):
    session.expire_all()
    asked = select(Resident).join(PoolMember, PoolMember.resident_id == Resident.id).where(PoolMember.place.in_(places))
    return session.scalars(asked.order_by(PoolMember.place)).all()


def member_at(session, place):
    return session.scalars(select(PoolMember).where(PoolMember.place == place)).one()


def test_later_months_are_confirmed_by_the_branch_and_the_pledge_ends(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=3, months=3))
    pay(session, pledge, 3 * 3 * 37_800)
    batch = a_sent_batch(session, scene, pledge.start_month)
    programme.read_answer(session, batch, an_answer(accepted=[1, 2, 3]), filename="1.csv", by=scene.branch)
    for step in (1, 2):
        confirm = {"month": pledge.start_month + step, "document_number": f"BA/{step}", "by": scene.branch}
        confirmed = programme.confirm_month(session, scene.district_id, **confirm)
        assert (confirmed.life_months, confirmed.pledges) == (3, 1)
        with pytest.raises(programme.NothingToConfirm):
            programme.confirm_month(session, scene.district_id, **confirm)
    assert progress(session, pledge) == Progress(active=9)
    assert pledge.status is PledgeStatus.COMPLETED
    assert balance(session, AccountKind.COMMITTED_FUNDS, pledge, scene.company_id) == Money(0)
    assert list(ledger.verify(session)) == []


def test_unfunded_or_never_registered_months_are_not_confirmed(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=3, months=2))
    pay(session, pledge, 3 * 2 * 37_800)
    with pytest.raises(programme.NothingToConfirm):
        programme.confirm_month(
            session, scene.district_id, month=pledge.start_month + 1, document_number="BA/1", by=scene.branch
        )


def test_partial_money_funds_whole_life_months_in_seat_order(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=3, months=2))
    paid = pay(session, pledge, 4 * 37_800 + 37_799)
    assert (paid.funding.months_funded, paid.funding.left) == (4, Money(37_799))
    funded = select(LifeMonth.month, LifeMonth.seat).where(LifeMonth.status == LifeMonthStatus.FUNDED)
    first = pledge.start_month
    assert session.execute(funded.order_by(LifeMonth.month, LifeMonth.seat)).all() == [
        (first, 1),
        (first, 2),
        (first, 3),
        (first + 1, 1),
    ]
    assert pay(session, pledge, 1).funding.months_funded == 1


def test_money_before_the_approval_waits_and_is_used_at_once_by_it(session):
    scene = a_scene(session)
    pledge = pledges.offer(session, terms_of(scene, lives=2, months=1), by=scene.officer)
    early = pay(session, pledge, 2 * 37_800)
    assert (early.funding.months_funded, early.funding.left) == (0, Money(75_600))
    assert "belum disetujui" in programme.why_not_funded(session, pledge.id)[0].words
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    assert progress(session, pledge) == Progress(funded=2)
    assert {hold.status for hold in pledges.holds_of(session, pledge.id)} == {HoldStatus.KEPT}


def test_too_much_money_is_visible_credit(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=1, months=1))
    assert pay(session, pledge, 100_000).funding.left == Money(62_200)
    row = pledges.payers_of(session, pledge.id)[0]
    assert (row.received, row.total) == (Money(100_000), Money(37_800))
    assert pledges.bills(session, scene.district_id)[0].amount == Money(0)
    assert programme.why_not_funded(session, pledge.id) == []


def test_a_batch_needs_a_signed_agreement_and_goes_out_once(session):
    scene = a_scene(session)
    pledge = pledges.offer(session, terms_of(scene, lives=2, months=1), by=scene.officer)
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    pay(session, pledge, 2 * 37_800)
    with pytest.raises(coverage.NothingToSend):
        programme.build_batch(session, scene.district_id, month=pledge.start_month, by=scene.maker)
    agreement = pledges.Agreement(number="1/PKS", signed_on=clock.today())
    pledges.agree(session, pledge, agreement=agreement, by=scene.maker)
    batch = programme.build_batch(session, scene.district_id, month=pledge.start_month, by=scene.maker)
    with pytest.raises(coverage.NothingToSend):
        programme.build_batch(session, scene.district_id, month=pledge.start_month, by=scene.maker)
    with pytest.raises(programme.NotInBatch):
        programme.read_answer(session, batch, an_answer(accepted=[1]), filename="a.csv", by=scene.branch)
    programme.send_batch(session, batch, letter_number="1", by=scene.maker)
    with pytest.raises(coverage.BatchMoved):
        programme.send_batch(session, batch, letter_number="1", by=scene.maker)
    assert batch.status is BatchStatus.SENT
    assert SYSTEM.user_id is None


def test_the_file_carries_identities_as_text_and_no_formula(session):
    scene = a_scene(session)
    session.scalars(select(Resident).order_by(Resident.id)).first().name = "=HYPERLINK(1)"
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=2, months=1))
    pay(session, pledge, 2 * 37_800)
    batch = programme.build_batch(session, scene.district_id, month=pledge.start_month, by=scene.maker)
    content = programme.batch_file(session, batch, by=scene.maker)
    assert content == programme.batch_file(session, batch, by=scene.maker)
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0][1] == "NIK"
    assert rows[1][1] == nik_of(1)
    assert rows[1][3] == "'=HYPERLINK(1)"
    assert rows[1][rows[0].index("NO KOMITMEN")] == pledge.number
    assert coverage.due_on(session, scene.district_id, Month(2027, 1)).isoformat() == "2026-12-20"


def test_a_member_who_is_covered_is_covered_in_the_pool_too(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=2, months=1))
    pay(session, pledge, 2 * 37_800)
    batch = a_sent_batch(session, scene, pledge.start_month)
    programme.read_answer(session, batch, an_answer(accepted=[1, 2]), filename="1.csv", by=scene.branch)
    session.expire_all()
    assert {member_at(session, place).status for place in (1, 2)} == {MemberStatus.COVERED}
    assert {one.status for one in people_at(session, 1, 2)} == {ResidentStatus.COVERED}
