"""Questions to pledges: who sees them, who pays what, and what is due next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, literal, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from srikandi import clock, ledger
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.ledger import AccountKind
from srikandi.money import ZERO, Money, total
from srikandi.organisations import Kind, Organisation
from srikandi.pledges.dues import InstalmentRow, lay
from srikandi.pledges.models import Hold, HoldStatus, Instalment, Payer, Pledge, PledgeStatus
from srikandi.pledges.refusals import PayerUnknown, PledgeUnknown
from srikandi.pledges.shares import PayerShare, Steps, shares_of
from srikandi.pledges.sharing import ProposalStatus, ShareLine, ShareProposal
from srikandi.users import Role

OPEN = (PledgeStatus.OFFERED, PledgeStatus.APPROVED, PledgeStatus.AGREED, PledgeStatus.RUNNING)
OUTSIDE = (
    AccountKind.BANK,
    AccountKind.PROVIDER_CLEARING,
    AccountKind.PREPAID_INSURER,
    AccountKind.SUSPENSE,
    AccountKind.CHARGEBACK_RECEIVABLE,
    AccountKind.REFUNDS_DUE,
    AccountKind.OPERATOR_LOSSES,
    AccountKind.PAYER_FUNDS,
)
"""Where a payer's money for a pledge comes from and goes back to: other pledges' funds too, when credit moves on."""


@dataclass(frozen=True)
class PayerRow:
    """Who pays which share of a pledge, under which reference, how much in all and how much has come."""

    id: int
    pledge_id: int
    organisation_id: int
    name: str
    share: Money
    """Of a life-month of the first month."""
    reference: str
    total: Money
    received: Money
    steps: Steps
    """The share month by month."""
    waiting: tuple[PayerShare, ...] = ()
    """Shares this payer is asked for and has not accepted yet, the first month first."""
    kind: Kind = Kind.COMPANY

    def share_in(self, month: Month) -> Money:
        """Give the share of one life-month of this month."""
        return self.steps.in_month(month)

    def waiting_in(self, month: Month) -> PayerShare | None:
        """Give the share this payer is asked for in a month and has not accepted, if it is."""
        return next((row for row in reversed(self.waiting) if row.from_month <= month), None)

    @property
    def asked(self) -> Steps:
        """The share month by month as it would be if everything asked for were accepted."""
        steps = self.steps
        for row in self.waiting:
            steps = steps.since(row.from_month, row.amount)
        return steps


@dataclass(frozen=True)
class Bill:
    """What a payer owes next: what a bank statement's line is compared with."""

    payer_id: int
    pledge_id: int
    pledge_number: str
    organisation_id: int
    company: str
    reference: str
    due_on: date | None
    amount: Money
    """Of the next instalment that is not paid in full."""
    remaining: Money
    """Of the whole promise."""
    held_until: datetime | None
    """When people of this promise are let go whose months nobody has paid; none, when all have their seats."""

    @property
    def hold_ends_first(self) -> bool:
        """Are people let go before the day this is due is over?"""
        if self.held_until is None or self.due_on is None:
            return False
        return self.held_until < clock.day_begins(self.due_on + timedelta(days=1), zone=clock.JAKARTA)


def visible_to(viewer: Actor) -> Select[Pledge]:
    """Ask for the pledges this viewer may see: a company those it pays or is asked for, officers their districts'."""
    if viewer.role == Role.COMPANY:
        own = select(Payer.pledge_id).where(Payer.organisation_id == viewer.organisation_id)
        asked = (
            select(ShareProposal.pledge_id)
            .join(ShareLine, ShareLine.proposal_id == ShareProposal.id)
            .where(ShareLine.organisation_id == viewer.organisation_id, ShareProposal.status == ProposalStatus.OPEN)
        )
        return select(Pledge).where(
            or_(Pledge.company_id == viewer.organisation_id, Pledge.id.in_(own), Pledge.id.in_(asked))
        )
    return select(Pledge).where(Pledge.district_id.in_(viewer.district_ids))


def pledge_of(session: Session, pledge_id: int, *, viewer: Actor) -> Pledge:
    """Give a pledge this viewer may see. Raises: PledgeUnknown."""
    pledge = session.scalar(visible_to(viewer).where(Pledge.id == pledge_id))
    if pledge is None:
        raise PledgeUnknown
    return pledge


def pledge_holding(session: Session, resident_id: int) -> Pledge | None:
    """Give the pledge somebody is held for or has a seat in, if any."""
    live = Hold.resident_id == resident_id, Hold.status.in_((HoldStatus.HELD, HoldStatus.KEPT))
    return session.scalar(select(Pledge).join(Hold, Hold.pledge_id == Pledge.id).where(*live))


def payer_by_reference(session: Session, reference: str) -> Payer:
    """Give the payer a packed reference such as `SRK7Q4MK2HJ` belongs to. Raises: PayerUnknown."""
    payer = session.scalar(select(Payer).where(Payer.reference == reference))
    if payer is None:
        raise PayerUnknown
    return payer


def payer_of(session: Session, payer_id: int, *, viewer: Actor) -> Payer:
    """Give a payer of a pledge this viewer may see. Raises: PayerUnknown."""
    seen = visible_to(viewer).with_only_columns(Pledge.id)
    payer = session.scalar(select(Payer).where(Payer.id == payer_id, Payer.pledge_id.in_(seen)))
    if payer is None:
        raise PayerUnknown
    return payer


def payers_of(session: Session, pledge_id: int) -> list[PayerRow]:
    """List who pays a pledge, with what has come from each."""
    return payers_of_all(session, [pledge_id])


def payers_of_all(session: Session, pledge_ids: Sequence[int]) -> list[PayerRow]:
    """List who pays each of these pledges, in three questions however many they are."""
    rows = session.execute(
        select(Payer, Organisation.name, Organisation.kind, func.sum(Instalment.amount))
        .join(Organisation, Organisation.id == Payer.organisation_id)
        .outerjoin(Instalment, Instalment.payer_id == Payer.id)
        .where(Payer.pledge_id.in_(pledge_ids))
        .group_by(*Payer.__table__.c, Organisation.name, Organisation.kind)
        .order_by(Payer.pledge_id, Payer.id)
    ).all()
    return _payer_rows(session, [(payer, name, kind, promised or ZERO) for payer, name, kind, promised in rows])


def payers_with_dues(session: Session, pledge_id: int) -> tuple[list[PayerRow], dict[int, list[InstalmentRow]]]:
    """List who pays a pledge, and the instalments of each by payer, in three questions."""
    asked = (
        select(Payer, Organisation.name, Organisation.kind, Instalment)
        .join(Organisation, Organisation.id == Payer.organisation_id)
        .outerjoin(Instalment, Instalment.payer_id == Payer.id)
        .where(Payer.pledge_id == pledge_id)
        .order_by(Payer.id, Instalment.sequence)
    )
    known = dict[int, tuple[Payer, str, Kind]]()
    dues = dict[int, list[Instalment]]()
    for payer, name, kind, due in session.execute(asked):
        known[payer.id] = (payer, name, kind)
        dues.setdefault(payer.id, []).extend([due] if due is not None else [])
    rows = [(*one, total([due.amount for due in dues[payer_id]])) for payer_id, one in known.items()]
    payers = _payer_rows(session, rows)
    return payers, {payer.id: _laid(dues[payer.id], payer.received) for payer in payers}


def _payer_rows(session: Session, rows: Sequence[tuple[Payer, str, Kind, Money]]) -> list[PayerRow]:
    if not rows:
        return []
    come = received(session, {row[0].pledge_id for row in rows})
    later, waiting = shares_of(session, [row[0].id for row in rows])
    return [
        PayerRow(
            id=payer.id,
            pledge_id=payer.pledge_id,
            organisation_id=payer.organisation_id,
            name=name,
            share=payer.share,
            reference=payer.reference,
            total=promised,
            received=come.get((payer.organisation_id, payer.pledge_id), ZERO),
            steps=Steps(payer.share, later.get(payer.id, ())),
            waiting=waiting.get(payer.id, ()),
            kind=kind,
        )
        for payer, name, kind, promised in rows
    ]


def received(session: Session, pledge_ids: Iterable[int]) -> dict[tuple[int, int], Money]:
    """Give what has come from each organisation for each pledge, less what went back: straight from the book."""
    ids, transfer = list(pledge_ids), ledger.Transfer
    come = _crossing(ids, mine=transfer.credit_account_id, theirs=transfer.debit_account_id, sign=1)
    gone = _crossing(ids, mine=transfer.debit_account_id, theirs=transfer.credit_account_id, sign=-1)
    sums: dict[tuple[int, int], Money] = {}
    for party, contract, amount, sign in session.execute(union_all(come, gone)):
        sums[party, contract] = sums.get((party, contract), ZERO) + amount * sign
    return sums


def _crossing(
    pledge_ids: list[int], *, mine: InstrumentedAttribute[int], theirs: InstrumentedAttribute[int], sign: int
) -> Select[int, int, Money, int]:
    """Ask for what crossed between payers' funds and the outside in one direction."""
    own, other = ledger.Account.__table__.alias("own"), ledger.Account.__table__.alias("other")
    return (
        select(own.c.party_id, own.c.contract_id, func.sum(ledger.Transfer.amount), literal(sign))
        .join(own, own.c.id == mine)
        .join(other, other.c.id == theirs)
        .where(own.c.kind == AccountKind.PAYER_FUNDS.value, own.c.contract_id.in_(pledge_ids))
        .where(other.c.kind.in_([kind.value for kind in OUTSIDE]))
        .group_by(own.c.party_id, own.c.contract_id)
    )


def instalments_of_all(session: Session, payers: Sequence[PayerRow]) -> dict[int, list[InstalmentRow]]:
    """List the instalments of several payers, by payer, in one question."""
    dues = _instalments(session, [payer.id for payer in payers])
    return {payer.id: _laid(dues[payer.id], payer.received) for payer in payers}


def bills(session: Session, district_id: int) -> list[Bill]:
    """List what every payer of a district's open pledges owes next."""
    asked = select(Pledge).where(Pledge.district_id == district_id, Pledge.status.in_(OPEN))
    known = {pledge.id: pledge for pledge in session.scalars(asked)}
    payers = payers_of_all(session, list(known))
    dues = _instalments(session, [payer.id for payer in payers])
    waiting = select(Hold.pledge_id).where(Hold.district_id == district_id, Hold.status == HoldStatus.HELD)
    holding = set(session.scalars(waiting.distinct()))
    return [_bill(known[one.pledge_id], one, dues[one.id], is_holding=one.pledge_id in holding) for one in payers]


def _bill(pledge: Pledge, payer: PayerRow, dues: list[Instalment], *, is_holding: bool) -> Bill:
    waiting = [due for due in _laid(dues, payer.received) if due.open]
    return Bill(
        payer_id=payer.id,
        pledge_id=pledge.id,
        pledge_number=pledge.number,
        organisation_id=payer.organisation_id,
        company=payer.name,
        reference=payer.reference,
        due_on=waiting[0].due_on if waiting else None,
        amount=waiting[0].open if waiting else ZERO,
        remaining=max(payer.total - payer.received, ZERO),
        held_until=pledge.hold_until if is_holding else None,
    )


def _instalments(session: Session, payer_ids: list[int]) -> dict[int, list[Instalment]]:
    asked = select(Instalment).where(Instalment.payer_id.in_(payer_ids))
    found: dict[int, list[Instalment]] = {payer_id: [] for payer_id in payer_ids}
    for due in session.scalars(asked.order_by(Instalment.payer_id, Instalment.sequence)):
        found[due.payer_id].append(due)
    return found


def _laid(dues: list[Instalment], come: Money) -> list[InstalmentRow]:
    return lay(((due.sequence, due.due_on, due.amount) for due in dues), come)
