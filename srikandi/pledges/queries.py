"""Questions to pledges: who sees them, who pays what, and what is due next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from srikandi import ledger, organisations
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.ledger import AccountKind
from srikandi.money import ZERO, Money
from srikandi.pledges.dues import InstalmentRow, lay
from srikandi.pledges.models import Hold, HoldStatus, Instalment, Payer, Pledge, PledgeStatus
from srikandi.pledges.refusals import PayerUnknown, PledgeUnknown
from srikandi.pledges.shares import Steps, steps_of
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

    def share_in(self, month: Month) -> Money:
        """Give the share of one life-month of this month."""
        return self.steps.in_month(month)


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
    """List who pays each of these pledges, in four questions however many they are."""
    rows = session.execute(
        select(Payer, func.sum(Instalment.amount))
        .outerjoin(Instalment, Instalment.payer_id == Payer.id)
        .where(Payer.pledge_id.in_(pledge_ids))
        .group_by(*Payer.__table__.c)
        .order_by(Payer.pledge_id, Payer.id)
    ).all()
    names = organisations.names(session, {payer.organisation_id for payer, _ in rows})
    come = received(session, pledge_ids)
    later = steps_of(session, [payer.id for payer, _ in rows])
    return [
        PayerRow(
            id=payer.id,
            pledge_id=payer.pledge_id,
            organisation_id=payer.organisation_id,
            name=names[payer.organisation_id],
            share=payer.share,
            reference=payer.reference,
            total=promised or ZERO,
            received=come.get((payer.organisation_id, payer.pledge_id), ZERO),
            steps=Steps(payer.share, later.get(payer.id, ())),
        )
        for payer, promised in rows
    ]


def received(session: Session, pledge_ids: Iterable[int]) -> dict[tuple[int, int], Money]:
    """Give what has come from each organisation for each pledge, less what went back: straight from the book."""
    own, other = ledger.Account.__table__.alias("own"), ledger.Account.__table__.alias("other")
    transfer = ledger.Transfer
    sums: dict[tuple[int, int], Money] = {}
    for mine, theirs, sign in (
        (transfer.credit_account_id, transfer.debit_account_id, 1),
        (transfer.debit_account_id, transfer.credit_account_id, -1),
    ):
        rows = session.execute(
            select(own.c.party_id, own.c.contract_id, func.sum(transfer.amount))
            .join(own, own.c.id == mine)
            .join(other, other.c.id == theirs)
            .where(own.c.kind == AccountKind.PAYER_FUNDS.value, own.c.contract_id.in_(list(pledge_ids)))
            .where(other.c.kind.in_([kind.value for kind in OUTSIDE]))
            .group_by(own.c.party_id, own.c.contract_id)
        )
        for party, contract, amount in rows:
            sums[party, contract] = sums.get((party, contract), ZERO) + amount * sign
    return sums


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
    return [_bill(known[payer.pledge_id], payer, dues[payer.id]) for payer in payers]


def _bill(pledge: Pledge, payer: PayerRow, dues: list[Instalment]) -> Bill:
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
    )


def _instalments(session: Session, payer_ids: list[int]) -> dict[int, list[Instalment]]:
    asked = select(Instalment).where(Instalment.payer_id.in_(payer_ids))
    found: dict[int, list[Instalment]] = {payer_id: [] for payer_id in payer_ids}
    for due in session.scalars(asked.order_by(Instalment.payer_id, Instalment.sequence)):
        found[due.payer_id].append(due)
    return found


def _laid(dues: list[Instalment], come: Money) -> list[InstalmentRow]:
    return lay(((due.sequence, due.due_on, due.amount) for due in dues), come)
