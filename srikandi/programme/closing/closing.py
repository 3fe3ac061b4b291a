"""A month is closed: proposed for one institution over exactly these figures, confirmed for the other, for good."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import closings, ledger, organisations
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.closings import FiguresChanged, MonthDifference, MonthProposal
from srikandi.ledger import ClosedMonth, Consent
from srikandi.organisations import Kind, Organisation
from srikandi.places import District
from srikandi.programme.closing.checklist import book_item, check_ready, checklist
from srikandi.programme.closing.comparison import SegmentFigures, balances_at, compare, figures_of
from srikandi.programme.closing.institutions import institution_of

SUMS = ("billed", "premium", "funded", "by_bank", "from_prepaid", "on_statement", "taken")
COUNTS = ("billed_lives", "listed", "active_lives", "funded_lives")


def propose_close(session: Session, district: District, month: Month, *, by: Actor) -> MonthProposal:
    """Propose to close a month over what is true of it now, for the institution of this person.

    Raises: MonthNotReady, ledger.MonthIsClosed, closings.AlreadyProposed.
    """
    party = institution_of(session, district.id, actor=by)
    content = _checked_content(session, district, month, by=by)
    return closings.proposals.propose(session, district.id, month, content=content, party_id=party.id, by=by)


def confirm_close(session: Session, district: District, month: Month, *, seen_hash: str, by: Actor) -> ClosedMonth:
    """Confirm for the other institution, and close the month over exactly what was proposed and seen.

    The book is held from the last look at the figures on, so that nothing slips in between. Raises: MonthNotReady,
    closings.NoProposal, closings.FiguresChanged, ledger.OneMindClosed, ledger.MonthIsClosed.
    """
    if ledger.is_closed(session, district.id, month):
        raise ledger.MonthIsClosed
    party = institution_of(session, district.id, actor=by)
    proposal = closings.proposals.waiting(session, district.id, month, seen_hash=seen_hash)
    consents = Consent(proposal.proposed_by, proposal.proposed_for), Consent(by.user_id or 0, party.id)
    _check_parties(session, consents)
    closings.differences.hold(session, closings.differences.differences_of(session, district.id, month))
    ledger.lock_book(session)
    content = _checked_content(session, district, month, by=by)
    if closings.proposals.hash_of(content) != proposal.content_hash:
        raise FiguresChanged
    closings.proposals.note_closed(session, proposal, party_id=party.id, by=by)
    said = proposal.content_hash
    return ledger.close_month(session, district, month, consents=consents, content_hash=said, by=by)


def content_of(
    session: Session,
    district: District,
    month: Month,
    *,
    figures: list[SegmentFigures],
    rows: list[MonthDifference],
) -> dict[str, Any]:
    """Give what people see of a month and put their names under, as JSON holds it."""
    names = organisations.names(session, {row.owner_id for row in rows if row.owner_id})
    until_at = ledger.span_of(district, month)[1]
    balances = balances_at(session, district.id, until_at)
    return {
        "month": str(month),
        "figures": [_segment(one) for one in figures],
        "differences": [_difference(row, names) for row in sorted(rows, key=lambda row: (row.kind, row.subject))],
        "balances": {kind: balances[kind].rupiah for kind in sorted(balances)},
    }


def _checked_content(session: Session, district: District, month: Month, *, by: Actor) -> dict[str, Any]:
    compare(session, district, month, by=by)
    rows = closings.differences.differences_of(session, district.id, month)
    figures = figures_of(session, district.id, month)
    check_ready([*checklist(session, district, month, figures=figures, rows=rows), book_item(session)])
    return content_of(session, district, month, figures=figures, rows=rows)


def _segment(one: SegmentFigures) -> dict[str, Any]:
    sums = {name: getattr(one, name).rupiah for name in SUMS}
    return {"segment": one.segment.value, **{name: getattr(one, name) for name in COUNTS}, **sums}


def _difference(row: MonthDifference, names: dict[int, str]) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in ("subject", "lives", "owner_id", "owner_name", "follow_up")}
    words = {name: getattr(row, name) and getattr(row, name).value for name in ("kind", "segment", "cause", "status")}
    return {**said, **words, "rupiah": row.amount.rupiah, "owner": names.get(row.owner_id or 0)}


def _check_parties(session: Session, consents: tuple[Consent, Consent]) -> None:
    """One of them speaks for the Pemkab, the other for BPJS Kesehatan. Raises: ledger.OneMindClosed."""
    ids = {one.party_id for one in consents}
    kinds = set(session.scalars(select(Organisation.kind).where(Organisation.id.in_(ids))))
    if kinds != {Kind.GOVERNMENT, Kind.BRANCH} or consents[0].user_id == consents[1].user_id:
        raise ledger.OneMindClosed
