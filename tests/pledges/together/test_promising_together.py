"""Who is asked is told once in the own language; what is promised together is decided, extended and funded together."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from srikandi import clock, organisations, pledges, programme
from srikandi.messages import Message
from srikandi.money import Money
from srikandi.organisations import GateDeclaration, Kind, Organisation
from srikandi.places import District, NewSetting, decide
from srikandi.pledges import Share, decisions
from srikandi.programme import Ways
from srikandi.programme.consortia.checks import check_decided_apart, check_funded_alone
from srikandi.users import Membership, Role, User
from tests.pledges.making import a_company, a_scene, an_organisation, pay, terms_of
from tests.pledges.together.gathering import a_consortium, a_met_consortium, promises

WAYS = Ways("https://srikandi.contoh.example")


@pytest.fixture
def scene(session):
    return a_scene(session)


def reads_english(session, actor, scene):
    """Let a company's officer be a member who reads English."""
    session.get_one(User, actor.user_id).language = "en"
    where = {"district_id": scene.district_id, "organisation_id": actor.organisation_id}
    session.add(Membership(user_id=actor.user_id, role=Role.COMPANY, **where))
    session.flush()


def letters(session, kind):
    return list(session.scalars(select(Message).where(Message.kind == kind).order_by(Message.id)))


def shared(session, scene, partner):
    shares = (
        Share(scene.company_id, Money(20_000)),
        Share(scene.government_id, Money(10_000)),
        Share(partner.organisation_id, Money(7_800)),
    )
    return pledges.offer(session, terms_of(scene, lives=5, months=2, shares=shares), by=scene.officer)


def test_who_is_asked_for_a_share_is_told_once_in_the_own_language(session, scene):
    partner = a_company(session, scene, "PT Lada")
    reads_english(session, partner, scene)
    pledge = shared(session, scene, partner)
    assert programme.tell_asked(session, pledge, ways=WAYS) == 2
    assert programme.tell_asked(session, pledge, ways=WAYS) == 0
    by_path = {letter.body.rpartition("https://")[2].strip(): letter for letter in letters(session, "share request")}
    government = by_path[f"srikandi.contoh.example/kabupaten/komitmen/{pledge.id}"]
    english = by_path[f"srikandi.contoh.example/perusahaan/komitmen/{pledge.id}"]
    assert "Porsi Anda Rp10.000 per jiwa-bulan, seluruhnya Rp100.000." in government.body
    assert "Rp7.800" in english.body
    assert "Yth." not in english.body
    assert pledge.number in english.subject


def test_another_proposal_is_told_again_but_not_to_who_agreed(session, scene):
    partner = a_company(session, scene, "PT Lada")
    pledge = shared(session, scene, partner)
    programme.tell_asked(session, pledge, ways=WAYS)
    pledges.accept_share(session, pledge, by=partner)
    shares = (
        Share(scene.company_id, Money(15_000)),
        Share(scene.government_id, Money(15_000)),
        Share(partner.organisation_id, Money(7_800)),
    )
    pledges.reshape_shares(session, pledge, shares, reason="Lebih adil begini.", by=scene.officer)
    assert programme.tell_asked(session, pledge, ways=WAYS) == 1
    assert "Lebih adil begini." in letters(session, "share request")[-1].body


def test_the_invited_are_told_once_each(session, scene):
    second, third = (a_company(session, scene, name) for name in ("PT Lada", "PT Timah Dua"))
    consortium = a_consortium(session, scene, invited=(second.organisation_id or 0,))
    assert programme.tell_invited(session, consortium, ways=WAYS) == 1
    pledges.invite(session, consortium, (third.organisation_id or 0,), by=scene.officer)
    assert programme.tell_invited(session, consortium, ways=WAYS) == 1
    told = letters(session, "consortium invitation")
    assert [letter.to_address for letter in told] == [
        session.get_one(Organisation, actor.organisation_id).email for actor in (second, third)
    ]
    assert f"{WAYS.public_url}/perusahaan/komitmen-bersama/{consortium.id}" in told[0].body


def test_only_who_may_pay_today_is_offered_and_a_refusal_says_who_may_not(session, scene):
    partner = a_company(session, scene, "PT Lada")
    district = scene.district_id
    an_organisation(session, session.get_one(District, district), Kind.COMPANY, "PT Tanpa Gerbang")
    able = dict(organisations.able_to_pledge(session, district, on=clock.today(), but=scene.company_id))
    assert list(able.values()) == ["PT Lada"]
    gate = update(GateDeclaration).where(GateDeclaration.organisation_id == partner.organisation_id)
    session.execute(gate.values(expires_on=clock.today() - timedelta(days=1)))
    assert organisations.able_to_pledge(session, district, on=clock.today(), but=scene.company_id) == []
    with pytest.raises(pledges.PayerNotAccepted) as refused:
        shared(session, scene, partner)
    assert "PT Lada" in str(refused.value)


def test_a_whole_consortium_is_extended_twice_and_no_more(session, scene):
    consortium = a_met_consortium(session, scene)
    seen, before = consortium.content_hash, {pledge.hold_until for pledge in promises(session, consortium)}
    for times in (1, 2):
        pledges.extend_together(session, consortium, by=scene.maker)
        held = {pledge.hold_until for pledge in promises(session, consortium)}
        assert len(held) == 1
        assert min(held) > max(before)
        assert {pledge.extensions for pledge in promises(session, consortium)} == {times}
        before = held
    with pytest.raises(pledges.NoMoreExtensions):
        pledges.extend_together(session, consortium, by=scene.maker)
    programme.approve_consortium(session, consortium, seen_hash=seen, by=scene.checker)
    with pytest.raises(pledges.consortia.ConsortiumMoved):
        pledges.extend_together(session, consortium, by=scene.maker)


def test_while_it_gathers_nothing_is_extended(session, scene):
    consortium = a_consortium(session, scene)
    with pytest.raises(pledges.consortia.ConsortiumMoved):
        pledges.extend_together(session, consortium, by=scene.maker)


def test_a_promise_funded_before_its_consortium_is_found(session, scene, monkeypatch):
    consortium = a_consortium(session, scene)
    pledge = promises(session, consortium)[0]
    assert list(check_funded_alone(session)) == []
    monkeypatch.setattr(decisions, "consortium_deciding", lambda *_: None)
    pay(session, pledge, 4 * 2 * 37_800)
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    assert [finding.subject for finding in check_funded_alone(session)] == [consortium.number]
    assert [finding.subject for finding in check_decided_apart(session)] == [consortium.number]
    session.rollback()


def test_a_promise_decided_apart_from_its_consortium_is_found(session, scene):
    consortium = a_met_consortium(session, scene)
    programme.approve_consortium(session, consortium, seen_hash=consortium.content_hash, by=scene.checker)
    assert list(check_decided_apart(session)) == []
    one = promises(session, consortium)[1]
    session.execute(
        text("UPDATE pledge SET approved_by = :who WHERE id = :id"), {"who": scene.branch.user_id, "id": one.id}
    )
    assert [finding.subject for finding in check_decided_apart(session)] == [consortium.number]


def test_the_pemkab_sets_its_own_reserve_and_asks_it_back(session, scene):
    partner = a_company(session, scene, "PT Lada")
    pledge = shared(session, scene, partner)
    pledges.accept_share(session, pledge, by=partner)
    pledges.accept_share(session, pledge, by=scene.maker)
    allowed = NewSetting("budget_pays_arrears", 1, clock.today(), "Perbup contoh")
    decide(session, session.get_one(District, scene.district_id), allowed, by=scene.maker)
    reserve = pledges.set_reserve(session, pledge, amount=Money(50_000), by=scene.maker)
    assert reserve.organisation_id == scene.government_id
    with pytest.raises(pledges.reserves.NotThatMuch):
        pledges.ask_release(session, reserve, amount=Money(1), reason="Tunggakan selesai.", by=scene.maker)
