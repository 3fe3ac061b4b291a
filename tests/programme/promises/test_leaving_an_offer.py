"""Somebody leaves before the district has decided: the offer is read again, and what is true then is approved."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from srikandi import coverage, ledger, pledges, programme
from srikandi.audit import AuditEntry
from srikandi.pledges import ContentChanged, Hold, HoldStatus, PledgeStatus
from srikandi.residents import Resident
from tests.pledges.making import a_scene, an_agreed_pledge, an_offered_pledge, pay, terms_of
from tests.web.acting import a_desk

LIVES, MONTHS, TARIFF = 3, 2, 37_800


def an_offer(session, scene, **changes):
    return an_offered_pledge(session, scene, terms_of(scene, lives=LIVES, months=MONTHS, **changes))


def somebody_leaves(session, scene, pledge):
    held = pledges.holds_of(session, pledge.id)[0]
    person = session.get_one(Resident, held.resident_id)
    programme.exit_resident(session, person, reason="died", on=date(2026, 11, 22), by=scene.maker)
    return person.id


def held(session, pledge):
    return {hold.resident_id for hold in pledges.holds_of(session, pledge.id)}


@pytest.mark.parametrize("rule", list(pledges.SuccessionRule))
def test_the_next_in_order_is_held_instead_and_the_offer_can_be_approved(session, rule):
    scene = a_scene(session, lives=LIVES + 1)
    pledge = an_offer(session, scene, succession_rule=rule)
    before = pledge.content_hash
    gone = somebody_leaves(session, scene, pledge)
    assert pledge.content_hash == pledges.content_hash(session, pledge) != before
    assert gone not in held(session, pledge)
    assert [hold.status for hold in pledges.holds_of(session, pledge.id)] == [HoldStatus.HELD] * LIVES
    assert (pledges.drift_of(session, pledge).left, pledges.drift_of(session, pledge).held) == (1, LIVES)
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    assert set(coverage.sitting(session, pledge.id)) == held(session, pledge)
    pay(session, pledge, LIVES * MONTHS * TARIFF)
    assert coverage.progress(session, [pledge.id])[pledge.id].funded == LIVES * MONTHS
    assert list(ledger.verify(session)) == []


def test_who_had_seen_the_offer_before_looks_again(session):
    scene = a_scene(session)
    pledge = an_offer(session, scene)
    seen = pledge.content_hash
    somebody_leaves(session, scene, pledge)
    with pytest.raises(ContentChanged):
        programme.approve_pledge(session, pledge, seen_hash=seen, by=scene.checker)


def test_without_reading_again_nobody_could_ever_approve(session, monkeypatch):
    """The negative control: the offer keeps the hash of people who are gone."""
    monkeypatch.setattr(pledges, "reread", lambda *_args, **_named: None)
    scene = a_scene(session)
    pledge = an_offer(session, scene)
    somebody_leaves(session, scene, pledge)
    with pytest.raises(ContentChanged):
        programme.approve_pledge(session, pledge, seen_hash=pledges.content_hash(session, pledge), by=scene.checker)


def test_with_nobody_left_in_the_pool_the_seat_stands_empty_and_the_promise_stays_whole(session):
    scene = a_scene(session, lives=LIVES)
    pledge = an_offer(session, scene)
    somebody_leaves(session, scene, pledge)
    assert pledges.drift_of(session, pledge).held == LIVES - 1
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    far = coverage.progress(session, [pledge.id])[pledge.id]
    assert (far.committed, len(coverage.sitting(session, pledge.id))) == (LIVES * MONTHS, LIVES - 1)
    (payer,) = pledges.payers_of(session, pledge.id)
    assert {payer.id: payer.total} == programme.promises_of(session, [pledge.id], [payer])
    assert list(ledger.verify(session)) == []


def test_it_is_written_down_who_read_the_offer_again(session):
    scene = a_scene(session)
    pledge = an_offer(session, scene)
    somebody_leaves(session, scene, pledge)
    actions = session.scalars(select(AuditEntry.action)).all()
    assert "pledge:reread" in actions


def test_who_comes_for_somebody_unpaid_waits_for_the_money_too(session):
    """An approved promise nobody pays ends for everybody, also for those who came later."""
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=LIVES, months=MONTHS))
    somebody_leaves(session, scene, pledge)
    programme.expire_holds(session, at=pledge.hold_until + timedelta(seconds=1))
    assert pledge.status is PledgeStatus.EXPIRED
    live = select(Hold.id).where(Hold.status.in_((HoldStatus.HELD, HoldStatus.KEPT)))
    assert session.scalars(live).all() == []


def test_the_page_says_who_came_and_who_went(app, session):
    desk = a_desk(app, session)
    pledge = an_offer(session, desk.scene)
    session.commit()
    path = f"/kabupaten/komitmen/{pledge.id}"
    assert "Warga berubah" not in desk.checker.get(path).text
    form = next(one for one in desk.checker.forms(path) if one.action.endswith("/setujui"))
    somebody_leaves(session, desk.scene, pledge)
    session.commit()
    late = desk.checker.post(form.action, form.fields)
    assert late.status_code == 422
    said = re.sub(r"\s+", " ", late.text)
    assert "1 orang keluar dan 1 orang berikutnya dalam urutan menggantikan" in said
    assert pledges.content_hash(session, pledge) in said
    assert "disetujui" in desk.checker.submit(path, action="/setujui", follow=True).text
