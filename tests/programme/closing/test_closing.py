"""Two people of two institutions close a month over exactly what both have seen; nothing changes it afterwards."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from srikandi import closings, documents, ledger, programme
from srikandi.closings import MonthProposal, Order, ProposalStatus, RemittanceSource
from srikandi.documents import Document, DocumentKind
from srikandi.ledger import AccountKey, AccountKind, Consent, LateJournal
from srikandi.money import Money
from srikandi.programme import SettlementNotice, closing
from tests.pledges.making import SYSTEM, an_actor, nik_of
from tests.programme.closing.months import (
    NOVEMBER,
    SEGMENT,
    TARIFF,
    a_list,
    an_ended_month,
    bill,
    close,
    explain_all,
    rows_of,
)

OCTOBER = datetime(2026, 10, 5, 3, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 3, 3, tzinfo=UTC)


@pytest.fixture
def ended(session):
    with time_machine.travel(OCTOBER, tick=False) as traveller:
        made = an_ended_month(session, lives=5)
        traveller.move_to(DECEMBER)
        bill(session, made, lives=6, people=a_list([1, 2, 3, 4, 5, 9]))
        yield made


def test_a_month_closes_with_a_difference_of_one_life_that_has_a_cause_and_an_owner(session, ended):
    with pytest.raises(programme.MonthNotReady, match="selisih belum punya sebab"):
        closing.propose_close(session, ended.district, NOVEMBER, by=ended.treasurer)
    explain_all(session, ended)
    row = close(session, ended)
    assert (row.proposed_by, row.confirmed_by) == (ended.treasurer.user_id, ended.branch.user_id)
    assert (row.proposed_party_id, row.confirmed_party_id) == (ended.scene.government_id, ended.branch_office.id)
    proposal = closings.proposals.proposal_of(session, ended.district.id, NOVEMBER)
    assert (proposal.status, proposal.content_hash) == (ProposalStatus.CLOSED, row.content_hash)
    assert ledger.verify(session) == []
    with pytest.raises(ledger.MonthIsClosed):
        closing.propose_close(session, ended.district, NOVEMBER, by=ended.treasurer)


def test_the_branch_may_propose_and_the_treasurer_confirm(session, ended):
    explain_all(session, ended)
    proposal = closing.propose_close(session, ended.district, NOVEMBER, by=ended.branch)
    seen = {"seen_hash": proposal.content_hash}
    row = closing.confirm_close(session, ended.district, NOVEMBER, **seen, by=ended.treasurer)
    assert row.proposed_party_id == ended.branch_office.id


def someone_else(session, ended, who):
    district = ended.district
    other_officer = replace(an_actor(session, "branch", district), organisation_id=ended.branch_office.id)
    same_person_elsewhere = replace(ended.treasurer, organisation_id=ended.branch_office.id)
    return {
        "the same person": ended.treasurer,
        "the same person in another chair": same_person_elsewhere,
        "another treasurer": ended.other_treasurer,
        "an officer of the branch": other_officer,
    }[who]


@pytest.mark.parametrize("who", ["the same person", "the same person in another chair", "another treasurer"])
def test_one_person_or_one_institution_alone_closes_nothing(session, ended, who):
    explain_all(session, ended)
    proposal = closing.propose_close(session, ended.district, NOVEMBER, by=ended.treasurer)
    seen, by = {"seen_hash": proposal.content_hash}, someone_else(session, ended, who)
    with pytest.raises(ledger.OneMindClosed):
        closing.confirm_close(session, ended.district, NOVEMBER, **seen, by=by)
    assert ledger.closed_months(session, ended.district.id) == {}
    right = someone_else(session, ended, "an officer of the branch")
    row = closing.confirm_close(session, ended.district, NOVEMBER, **seen, by=right)
    assert row.confirmed_by == right.user_id


@pytest.mark.parametrize("same", ["by", "for"])
def test_the_database_itself_wants_two_people_of_two_institutions(session, ended, same):
    values = {
        "district_id": ended.district.id,
        "month": NOVEMBER,
        "status": ProposalStatus.CLOSED,
        "content": {},
        "content_hash": "h",
        "proposed_by": ended.treasurer.user_id,
        "confirmed_by": ended.branch.user_id,
        "proposed_for": ended.scene.government_id,
        "confirmed_for": ended.branch_office.id,
    }
    values[f"confirmed_{same}"] = values[f"proposed_{same}"]
    with pytest.raises(IntegrityError, match="two_"):
        session.execute(insert(MonthProposal).values(**values))


def test_figures_that_change_after_the_proposal_stop_the_closing(session, ended):
    explain_all(session, ended)
    proposal = closing.propose_close(session, ended.district, NOVEMBER, by=ended.treasurer)
    seen = {"seen_hash": proposal.content_hash}
    order = Order(NOVEMBER, SEGMENT, RemittanceSource.BANK, Money(5 * TARIFF))
    closing.prepare_remittance(session, ended.district.id, order, form_key="a", by=ended.treasurer)
    explain_all(session, ended)
    with pytest.raises((closings.FiguresChanged, programme.MonthNotReady)), session.begin_nested():
        closing.confirm_close(session, ended.district, NOVEMBER, **seen, by=ended.branch)
    assert not ledger.is_closed(session, ended.district.id, NOVEMBER)
    closings.proposals.withdraw(session, ended.district.id, NOVEMBER, reason="Setoran menyusul", by=ended.treasurer)
    closing.compare(session, ended.district, NOVEMBER, by=ended.treasurer)
    explain_all(session, ended)
    assert close(session, ended)


def test_an_explanation_changed_after_the_proposal_stops_the_closing_too(session, ended):
    explain_all(session, ended)
    proposal = closing.propose_close(session, ended.district, NOVEMBER, by=ended.treasurer)
    row = rows_of(session, ended)[0]
    said = closings.Explanation(closings.Cause.OTHER, ended.branch_office.id, "Orang lain", "Tidak ada.")
    closings.differences.explain(session, [row], said, by=ended.treasurer)
    with pytest.raises(closings.FiguresChanged):
        closing.confirm_close(session, ended.district, NOVEMBER, seen_hash=proposal.content_hash, by=ended.branch)


def test_another_content_than_the_one_that_was_seen_is_not_confirmed(session, ended):
    explain_all(session, ended)
    closing.propose_close(session, ended.district, NOVEMBER, by=ended.treasurer)
    with pytest.raises(closings.FiguresChanged):
        closing.confirm_close(session, ended.district, NOVEMBER, seen_hash="0" * 64, by=ended.branch)
    with pytest.raises(closings.AlreadyProposed):
        closing.propose_close(session, ended.district, NOVEMBER, by=ended.branch)


def test_the_hash_alone_would_let_changed_figures_through(session, ended, monkeypatch):
    """The control: without the second look at the figures the same story closes the month."""
    explain_all(session, ended)
    proposal = closing.propose_close(session, ended.district, NOVEMBER, by=ended.treasurer)
    row = rows_of(session, ended)[0]
    said = closings.Explanation(closings.Cause.OTHER, ended.branch_office.id, "Orang lain", "Tidak ada.")
    closings.differences.explain(session, [row], said, by=ended.treasurer)
    monkeypatch.setattr(closings.proposals, "hash_of", lambda _content: proposal.content_hash)
    closed = closing.confirm_close(session, ended.district, NOVEMBER, seen_hash=proposal.content_hash, by=ended.branch)
    assert closed.month == NOVEMBER


def test_months_close_in_order_and_only_when_they_are_over(session, ended):
    explain_all(session, ended)
    january, november = (datetime(*day, tzinfo=UTC) for day in ((2027, 1, 4), (2026, 11, 20)))
    with time_machine.travel(january, tick=False), pytest.raises(programme.MonthNotReady, match="Tutup dulu"):
        closing.propose_close(session, ended.district, NOVEMBER + 1, by=ended.treasurer)
    with time_machine.travel(november, tick=False), pytest.raises(programme.MonthNotReady, match="belum berakhir"):
        closing.propose_close(session, ended.district, NOVEMBER, by=ended.treasurer)


def test_a_book_with_findings_closes_nothing(session, ended, monkeypatch):
    explain_all(session, ended)
    monkeypatch.setattr(ledger, "verify", lambda _session: [ledger.Finding("x", "y", "z")])
    with pytest.raises(programme.MonthNotReady, match="1 hal"):
        closing.propose_close(session, ended.district, NOVEMBER, by=ended.treasurer)


def test_money_of_a_closed_month_is_still_credited(session, ended):
    explain_all(session, ended)
    close(session, ended)
    payer = programme.pledge_overview(session, ended.pledge).payers[0]
    notice = SettlementNotice(
        reference="bank:late",
        route="bank_transfer",
        payer_id=payer.id,
        amount=Money(TARIFF),
        occurred_at=datetime(2026, 11, 28, 5, tzinfo=UTC),
        district_id=ended.district.id,
        bank_account_id=1,
    )
    settled = programme.settle(session, notice, by=SYSTEM)
    assert settled.journal.occurred_at == DECEMBER
    assert session.get_one(LateJournal, settled.journal.id).month == NOVEMBER
    assert settled.funding.months_funded == 1
    assert programme.settle(session, notice, by=SYSTEM).journal.id == settled.journal.id
    assert ledger.verify(session) == []


def test_a_month_waits_until_money_nobody_knows_is_explained(session, ended):
    explain_all(session, ended)
    stray = SettlementNotice(
        reference="stripe:stray",
        route="stripe",
        payer_id=None,
        amount=Money(12_345),
        occurred_at=datetime(2026, 11, 20, 5, tzinfo=UTC),
        district_id=ended.district.id,
    )
    programme.settle(session, stray, by=SYSTEM)
    with pytest.raises(programme.MonthNotReady):
        closing.propose_close(session, ended.district, NOVEMBER, by=ended.treasurer)
    found = {(row.kind.value, row.amount.rupiah) for row in rows_of(session, ended) if row.status.value == "open"}
    assert found == {("suspense", 12_345), ("clearing", 12_345)}
    explain_all(session, ended)
    assert close(session, ended)


def test_the_trial_balance_of_the_month_stands_in_what_was_signed(session, ended):
    explain_all(session, ended)
    close(session, ended)
    (proposal,) = closings.proposals.closed_over(session, ended.district.id, [NOVEMBER])
    due = ledger.balance(session, AccountKey(AccountKind.PREMIUM_DUE, ended.district.id))
    assert proposal.content["balances"][AccountKind.PREMIUM_DUE.value] == -due.rupiah
    assert sum(proposal.content["balances"].values()) == 0
    asked = select(MonthProposal.content_hash)
    assert closings.proposals.hash_of(proposal.content) == session.scalar(asked)


def test_two_consents_of_one_institution_are_refused_before_the_database_is_asked(session, ended):
    first = Consent(ended.treasurer.user_id, ended.scene.government_id)
    with pytest.raises(ledger.OneMindClosed):
        ledger.close_month(
            session, ended.district, NOVEMBER, consents=(first, first), content_hash="h", by=ended.treasurer
        )


@pytest.fixture
def unbilled(session):
    with time_machine.travel(OCTOBER, tick=False) as traveller:
        made = an_ended_month(session, lives=2)
        traveller.move_to(DECEMBER)
        yield made


def test_a_month_without_a_bill_waits_until_somebody_says_why_and_who_sees_to_it(session, unbilled):
    with pytest.raises(programme.MonthNotReady, match="Tagihan BPJS Kesehatan belum masuk untuk 1 segmen"):
        closing.propose_close(session, unbilled.district, NOVEMBER, by=unbilled.treasurer)
    closing.compare(session, unbilled.district, NOVEMBER, by=unbilled.treasurer)
    explain_all(session, unbilled)
    assert close(session, unbilled)


def test_certificates_a_closing_found_missing_are_drawn_by_the_worker_once(session, ended):
    explain_all(session, ended)
    for paper in session.scalars(select(Document).where(Document.kind == DocumentKind.CERTIFICATE)):
        documents.revoke(session, paper, reason="Salah cetak", by=SYSTEM)
    close(session, ended)
    assert closing.pledges_without(session) == [ended.pledge.id]
    session.commit()
    assert [closing.certify_closed(session, by=SYSTEM) for _ in range(2)] == [1, 0]
    assert closing.pledges_without(session) == []


def test_the_minutes_of_a_quarter_tell_every_month_that_had_premium_once_its_last_one_is_closed(session, ended):
    explain_all(session, ended)
    close(session, ended)
    quarter, december = closing.quarter_of(NOVEMBER), replace(ended, month=NOVEMBER + 1)
    said = {"letter_number": "900/13/BAR", "by": ended.treasurer}
    programme.confirm_month(
        session, ended.district.id, month=december.month, document_number="BA", by=ended.scene.branch
    )
    with time_machine.travel(datetime(2027, 1, 4, 3, tzinfo=UTC), tick=False):
        with pytest.raises(programme.MonthsStillOpen):
            closing.issue_minutes(session, ended.district, quarter, **said)
        bill(session, december, lives=5, people=a_list(range(1, 6)), number="1901/TGH/12/2026")
        explain_all(session, december)
        close(session, december)
        paper = closing.issue_minutes(session, ended.district, quarter, **said)
    content = paper.facts["content"]
    assert [(row["month"], row["billed_lives"], row["active_lives"]) for row in content["rows"]] == [
        ("2026-11", 6, 5),
        ("2026-12", 5, 5),
    ]
    assert (content["from_on"], content["to_on"]) == ("2026-10-01", "2026-12-31")
    assert {one["month"] for one in content["differences"]} == {"2026-11", "2026-12"}
    assert paper.pdf.startswith(b"%PDF-")


def test_what_a_bill_charges_for_other_months_has_a_row_of_its_own_in_the_minutes(session, ended):
    heading = "PSNOKA;NIK;BULAN;TAHUN;IURAN"
    rows = [f";{nik_of(place)};November;2026;{TARIFF}" for place in range(1, 6)]
    late = f";{nik_of(2)};Oktober;2026;{TARIFF}"
    people = "\n".join([heading, *rows, late]).encode()
    bill(session, ended, lives=6, people=people, number="1901/TGH/11B/2026", reason="Daftar diganti")
    explain_all(session, ended)
    close(session, ended)
    paper = closing.issue_minutes(
        session, ended.district, [NOVEMBER], letter_number="900/14/BAR", by=ended.treasurer
    ).facts["content"]
    segment = "PBPU Pemda kelas III, bagian peserta dan daerah, Rp37.800 per jiwa"
    assert [(row["segment"], row["billed_lives"], row["active_lives"]) for row in paper["rows"]] == [
        (f"{segment}, iuran bulan berjalan", 5, 5),
        (f"{segment}, iuran bulan lain (tunggakan dan koreksi)", 1, 0),
    ]
