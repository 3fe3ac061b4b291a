"""A report is drafted from the book, told and signed by the company, reviewed by the forum."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DatabaseError

from srikandi import programme, reports
from srikandi.money import Money
from srikandi.reports import (
    NothingToReport,
    OwnCompany,
    ReasonMissing,
    ReportChanged,
    ReportEvent,
    ReportMoved,
    ReportStep,
    ReportUnknown,
    SignerMissing,
    StoryMissing,
    Told,
)
from srikandi.users import Membership, Role
from tests.pledges.making import SYSTEM
from tests.reports.running import TOLD, a_running_pledge, a_signed_report


def reviewed(session, report, by, outcome=ReportStep.APPROVED, reason="Sesuai buku."):
    seen = reports.content_hash(report)
    return reports.review(session, report, outcome=outcome, reason=reason, seen_hash=seen, by=by)


def test_nothing_has_to_be_typed_that_the_book_knows(session):
    running = a_running_pledge(session)
    (ready,) = reports.ready(session, viewer=running.officer)
    month = running.pledge.start_month
    assert (ready.pledge_id, ready.from_month, ready.to_month, ready.life_months) == (
        running.pledge.id,
        month,
        month,
        6,
    )
    said = reports.figures(session, running.pledge.id, from_month=month, to_month=month)
    assert (said.planned, said.realised, said.lives, said.amount) == (6, 6, 6, Money(6 * 20_000))
    assert (said.agreement_number, said.programme) == ("440/12/PKS/2026", "Nelayan Sungailiat")
    assert said.certificate is not None
    assert reports.ReportFigures.read(said.plain()) == said


def test_small_kecamatan_are_withheld(session):
    running = a_running_pledge(session, lives=3)
    month = running.pledge.start_month
    said = reports.figures(session, running.pledge.id, from_month=month, to_month=month)
    assert said.places
    assert set(said.places.values()) == {None}


def test_a_signed_report_keeps_its_figures_while_the_book_goes_on(session):
    running = a_running_pledge(session)
    report = a_signed_report(session, running)
    before = reports.figures_of(session, report)
    next_month = running.pledge.start_month + 1
    programme.confirm_month(session, running.scene.district_id, month=next_month, document_number="B/2", by=SYSTEM)
    assert reports.figures_of(session, report) == before
    (ready,) = reports.ready(session, viewer=running.officer)
    assert (ready.from_month, ready.life_months) == (next_month, 6)


def test_a_draft_is_begun_once(session):
    running = a_running_pledge(session)
    first = reports.draft(session, running.pledge.id, by=running.officer)
    assert reports.draft(session, running.pledge.id, by=running.officer) is first
    reports.tell(session, first, told=TOLD, by=running.officer)
    reports.sign(session, first, by=running.officer)
    with pytest.raises(NothingToReport):
        reports.draft(session, running.pledge.id, by=running.officer)
    with pytest.raises(NothingToReport):
        reports.draft(session, running.pledge.id, by=replace(running.officer, organisation_id=999))


def test_a_report_without_a_story_or_a_signer_is_not_signed(session):
    running = a_running_pledge(session)
    report = reports.draft(session, running.pledge.id, by=running.officer)
    for told, refusal in ((Told(" ", "A", "B"), StoryMissing), (Told("Cerita", "", "B"), SignerMissing)):
        reports.tell(session, report, told=told, by=running.officer)
        with pytest.raises(refusal):
            reports.sign(session, report, by=running.officer)


@pytest.mark.parametrize("outcome", reports.OUTCOMES)
def test_the_forum_reviews_with_a_reason(session, outcome):
    running = a_running_pledge(session)
    report = a_signed_report(session, running)
    with pytest.raises(ReasonMissing):
        reviewed(session, report, running.forum, outcome, reason="  ")
    reviewed(session, report, running.forum, outcome)
    assert reports.status_of(session, report) is outcome
    with pytest.raises(ReportMoved):
        reviewed(session, report, running.forum)
    published = reports.public_reports(session, running.scene.district_id)
    assert [one.id for one in published] == ([] if outcome is ReportStep.RETURNED else [report.id])


def test_a_returned_report_is_completed_and_signed_again(session):
    running = a_running_pledge(session)
    report = a_signed_report(session, running)
    seen = reports.content_hash(report)
    reviewed(session, report, running.forum, ReportStep.RETURNED, "Ceritakan siapa yang terbantu.")
    reports.tell(session, report, told=replace(TOLD, story="Nelayan di Sungailiat."), by=running.officer)
    reports.sign(session, report, by=running.officer)
    with pytest.raises(ReportChanged):
        reports.review(session, report, outcome=ReportStep.APPROVED, reason="Baik.", seen_hash=seen, by=running.forum)
    reviewed(session, report, running.forum)
    steps = [event.step.value for event in reports.events_of(session, report)]
    assert steps == ["drafted", "signed", "returned", "signed", "approved"]
    with pytest.raises(ReportMoved):
        reports.tell(session, report, told=TOLD, by=running.officer)


def test_nobody_reviews_the_company_they_belong_to_nor_what_they_wrote(session):
    running = a_running_pledge(session)
    report = a_signed_report(session, running)
    with pytest.raises(OwnCompany):
        reviewed(session, report, replace(running.officer, role="forum", organisation_id=None))
    member = Membership(user_id=running.forum.user_id, role=Role.COMPANY, organisation_id=report.organisation_id)
    session.add(member)
    session.flush()
    with pytest.raises(OwnCompany):
        reviewed(session, report, running.forum)
    session.delete(member)
    session.flush()
    reviewed(session, report, running.forum)


def test_silent_companies_are_seen_until_they_sign(session):
    running = a_running_pledge(session)
    (silent,) = reports.silent(session, viewer=running.forum)
    assert (silent.company_id, silent.life_months, silent.signed_at) == (running.scene.company_id, 6, None)
    report = reports.draft(session, running.pledge.id, by=running.officer)
    assert len(reports.silent(session, viewer=running.forum)) == 1
    reports.tell(session, report, told=TOLD, by=running.officer)
    reports.sign(session, report, by=running.officer)
    assert reports.silent(session, viewer=running.forum) == []


def test_a_report_is_seen_by_its_company_and_its_forum_only(session):
    running = a_running_pledge(session)
    report = reports.draft(session, running.pledge.id, by=running.officer)
    assert reports.report_of(session, report.id, viewer=running.officer) is report
    strangers = (
        running.forum,  # a draft is the company's alone
        replace(running.officer, organisation_id=999),
        replace(running.forum, district_ids=(999,)),
    )
    for stranger in strangers:
        with pytest.raises(ReportUnknown):
            reports.report_of(session, report.id, viewer=stranger)
    reports.tell(session, report, told=TOLD, by=running.officer)
    reports.sign(session, report, by=running.officer)
    assert reports.report_of(session, report.id, viewer=running.forum) is report


def test_the_steps_of_a_report_are_append_only(session):
    a_signed_report(session, a_running_pledge(session))
    session.commit()
    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(update(ReportEvent).values(reason="lain"))
