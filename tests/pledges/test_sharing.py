"""Nobody can be made to pay by somebody else: each organisation answers for itself, and only then is there a bill."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from srikandi import clock, organisations, pledges, programme
from srikandi.audit import AuditEntry
from srikandi.errors import NotAllowed
from srikandi.money import Money
from srikandi.organisations import GateDeclaration, Kind, Organisation, Standing
from srikandi.pledges import Answer, Payer, PledgeStatus, ProposalStatus, Share, ShareProposal, sharing
from tests.pledges.making import a_company, a_scene, shared_terms, terms_of


@pytest.fixture
def scene(session):
    return a_scene(session)


def three_payers(session, scene, **changes):
    """The company asks another one and the Pemkab: 17.800 + 10.000 + 10.000."""
    partner = a_company(session, scene, "PT Lada Putih Contoh")
    shares = (
        Share(scene.company_id, Money(17_800)),
        Share(partner.organisation_id, Money(10_000)),
        Share(scene.government_id, Money(10_000)),
    )
    return pledges.offer(session, terms_of(scene, lives=5, shares=shares, **changes), by=scene.officer), partner


def answers(session, pledge):
    proposal = pledges.sharing_of(session, [pledge.id])[0]
    return [one.answer for one in proposal.asked]


def payers(session, pledge):
    return session.scalar(select(func.count(Payer.id)).where(Payer.pledge_id == pledge.id))


def test_nobody_owes_anything_before_everybody_has_said_yes(session, scene):
    pledge, partner = three_payers(session, scene)
    assert answers(session, pledge) == [Answer.ACCEPTED, Answer.WAITING, Answer.WAITING]
    assert (payers(session, pledge), pledges.bills(session, scene.district_id)) == (0, [])
    pledges.accept_share(session, pledge, by=partner)
    assert payers(session, pledge) == 0
    with pytest.raises(pledges.SharesNotAgreed):
        programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    before = pledge.content_hash
    pledges.accept_share(session, pledge, by=scene.maker)
    rows = pledges.payers_of(session, pledge.id)
    assert [row.share for row in rows] == [Money(17_800), Money(10_000), Money(10_000)]
    assert len(pledges.bills(session, scene.district_id)) == 3
    assert pledge.content_hash != before, "the approval binds to the payers too"
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    assert pledge.status is PledgeStatus.APPROVED


def test_without_the_question_a_company_could_bill_another(session, scene, monkeypatch):
    """The negative control: the proposal counts as agreed from the start."""
    monkeypatch.setattr(sharing, "is_open", lambda *_: False)
    pledge, _ = three_payers(session, scene)
    pledges.approve(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    with pytest.raises(AssertionError):
        assert pledge.status is PledgeStatus.OFFERED


def test_only_who_is_asked_answers_and_only_for_itself(session, scene):
    pledge, partner = three_payers(session, scene)
    stranger = a_company(session, scene, "PT Bukan Siapa-siapa")
    for other in (stranger, scene.officer):
        with pytest.raises(sharing.NotAsked):
            pledges.accept_share(session, pledge, by=other)
    for other in (scene.checker, replace(scene.maker, district_ids=())):
        with pytest.raises(NotAllowed):
            pledges.accept_share(session, pledge, by=other)
    pledges.accept_share(session, pledge, by=partner)
    assert answers(session, pledge) == [Answer.ACCEPTED, Answer.ACCEPTED, Answer.WAITING]


def test_who_may_not_pledge_can_neither_be_asked_nor_agree(session, scene):
    pledge, partner = three_payers(session, scene)
    gate = session.scalars(
        select(GateDeclaration).where(GateDeclaration.organisation_id == partner.organisation_id)
    ).one()
    gate.expires_on = clock.today() - timedelta(days=1)
    with pytest.raises(organisations.GateExpired):
        pledges.accept_share(session, pledge, by=partner)
    shares = (Share(scene.company_id, Money(30_000)), Share(partner.organisation_id, Money(7_800)))
    with pytest.raises(pledges.PayerNotAccepted):
        pledges.offer(session, terms_of(scene, shares=shares), by=scene.officer)
    applied = Organisation(
        district_id=scene.district_id,
        kind=Kind.COMPANY,
        standing=Standing.APPLIED,
        name="PT Baru",
        address="-",
        email="a@contoh.example",
    )
    session.add(applied)
    session.flush()
    shares = (Share(scene.company_id, Money(30_000)), Share(applied.id, Money(7_800)))
    with pytest.raises(pledges.PayerNotAccepted):
        pledges.offer(session, terms_of(scene, shares=shares), by=scene.officer)


def test_a_no_shows_what_is_missing_and_the_leader_proposes_again(session, scene):
    pledge, partner = three_payers(session, scene)
    pledges.accept_share(session, pledge, by=scene.maker)
    with pytest.raises(sharing.AnswerReasonMissing):
        pledges.decline_share(session, pledge, reason=" ", by=partner)
    pledges.decline_share(session, pledge, reason="Anggaran tahun ini habis.", by=partner)
    proposal = pledges.sharing_of(session, [pledge.id])[0]
    assert (proposal.missing, proposal.together) == (Money(10_000), Money(37_800))
    shares = (Share(scene.company_id, Money(27_800)), Share(scene.government_id, Money(10_000)))
    with pytest.raises(sharing.NotTheLeader):
        pledges.reshape_shares(session, pledge, shares, reason="", by=partner)
    with pytest.raises(pledges.SharesDoNotAddUp):
        pledges.reshape_shares(session, pledge, shares[:1], reason="", by=scene.officer)
    pledges.reshape_shares(session, pledge, shares, reason="Kami tanggung bagian itu.", by=scene.officer)
    told = pledges.sharing_of(session, [pledge.id], history=True)
    assert [one.version for one in told] == [2, 1]
    assert told[0].status is ProposalStatus.AGREED, "the Pemkab said yes to the same share before"
    assert told[1].asked[1].reason == "Anggaran tahun ini habis."
    assert [row.share for row in pledges.payers_of(session, pledge.id)] == [Money(27_800), Money(10_000)]
    with pytest.raises(pledges.PledgeUnknown):
        pledges.pledge_of(session, pledge.id, viewer=partner)


def test_another_share_than_before_is_asked_again(session, scene):
    pledge, partner = three_payers(session, scene)
    pledges.accept_share(session, pledge, by=partner)
    shares = (Share(scene.company_id, Money(20_000)), Share(partner.organisation_id, Money(17_800)))
    pledges.reshape_shares(session, pledge, shares, reason="", by=scene.officer)
    assert answers(session, pledge) == [Answer.ACCEPTED, Answer.WAITING]
    assert payers(session, pledge) == 0


def test_an_answer_after_its_day_is_too_late_and_an_ended_promise_waits_for_none(session, scene):
    pledge, partner = three_payers(session, scene)
    proposal = session.scalars(select(ShareProposal)).one()
    assert proposal.answer_until <= pledge.hold_until
    proposal.answer_until = clock.now() - timedelta(seconds=1)
    with pytest.raises(sharing.AnswerTooLate):
        pledges.accept_share(session, pledge, by=partner)
    pledges.cancel(session, pledge, reason="Batal", by=scene.officer)
    with pytest.raises(pledges.PledgeMoved):
        pledges.accept_share(session, pledge, by=partner)


def test_a_settled_share_is_settled(session, scene):
    pledge = pledges.offer(session, shared_terms(scene, lives=3), by=scene.officer)
    pledges.accept_share(session, pledge, by=scene.maker)
    with pytest.raises(sharing.NothingToAnswer):
        pledges.decline_share(session, pledge, reason="Berubah pikiran", by=scene.maker)
    with pytest.raises(sharing.NothingToAnswer):
        pledges.reshape_shares(session, pledge, (), reason="", by=scene.officer)
    alone = pledges.offer(session, terms_of(scene, lives=3), by=scene.officer)
    with pytest.raises(sharing.NothingToAnswer):
        pledges.accept_share(session, alone, by=scene.maker)
    done = session.scalars(select(AuditEntry.action).where(AuditEntry.action.startswith("share:"))).all()
    assert done == ["share:accept", "share:agree"]
