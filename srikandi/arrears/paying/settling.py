"""Paid months go to BPJS Kesehatan as a file of families, and are settled when the branch has struck them off."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session

from srikandi import audit, clock, ledger
from srikandi.arrears.models import ArrearsMonth, ArrearsStatus
from srikandi.arrears.moves import QUIETLY, move_months
from srikandi.arrears.paying.funding import committed_key, lines_of
from srikandi.arrears.paying.models import SETTLEMENT_MOVES, ArrearsSettlement, SettlementStatus
from srikandi.arrears.paying.refusals import (
    BuilderConfirms,
    DocumentNeeded,
    MoneyNotThere,
    MoneySent,
    MonthsMoved,
    NobodyConfirmed,
    NothingToSettle,
    SettlementMoved,
    SettlementUnknown,
)
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry
from srikandi.money import Money, total
from srikandi.residents import Resident, ResidentStatus

SETTLED = "arrears_settled"
LONGEST_DOCUMENT = 120


def build_settlement(session: Session, district_id: int, pledge_id: int, *, by: Actor) -> ArrearsSettlement:
    """Gather the paid months of a pledge that are in no file; district and pledge are held. Raises: NothingToSettle."""
    alive = select(Resident.id).where(Resident.status != ResidentStatus.EXITED)
    free = (
        ArrearsMonth.pledge_id == pledge_id,
        ArrearsMonth.status == ArrearsStatus.FUNDED,
        ArrearsMonth.settlement_id.is_(None),
        ArrearsMonth.resident_id.in_(alive),
    )
    amount = session.scalar(select(func.sum(ArrearsMonth.tariff)).where(*free))
    if not amount:
        raise NothingToSettle
    made = ArrearsSettlement(
        district_id=district_id,
        pledge_id=pledge_id,
        number=_next_number(session, district_id),
        status=SettlementStatus.BUILT,
        amount=amount,
        built_by=by.user_id,
    )
    session.add(made)
    session.flush()
    session.execute(update(ArrearsMonth).where(*free).values(settlement_id=made.id), execution_options=QUIETLY)
    audit.record(session, "arrears_settlement:build", made, by=by, rupiah=made.amount.rupiah)
    session.expire_all()
    return made


def withdraw_settlement(session: Session, settlement: ArrearsSettlement, *, reason: str, by: Actor) -> None:
    """Take a file back before its money has left. Raises: SettlementMoved, MoneySent."""
    _hold(session, settlement)
    if settlement.paid_by is not None:
        raise MoneySent
    _move(settlement, SettlementStatus.WITHDRAWN)
    settlement.ended_by, settlement.ended_at, settlement.reason = by.user_id, clock.now(), reason.strip()
    _let_go(session, ArrearsMonth.settlement_id == settlement.id)
    audit.record(session, "arrears_settlement:withdraw", settlement, by=by, reason=reason.strip())
    session.flush()


def note_sent(session: Session, settlement: ArrearsSettlement, *, journal_id: int, by: Actor) -> None:
    """Note the journal of the money that has left the bank for a file, once. Raises: SettlementMoved."""
    _hold(session, settlement)
    if settlement.paid_by is not None:
        raise SettlementMoved
    settlement.paid_by = journal_id
    audit.record(session, "arrears_settlement:pay", settlement, by=by)
    session.flush()


def settle(
    session: Session, settlement: ArrearsSettlement, resident_ids: Sequence[int], *, document: str, by: Actor
) -> ArrearsSettlement:
    """Strike off the months of these people, as the branch's paper says; the others wait for the next file.

    Raises: SettlementMoved, BuilderConfirms, DocumentNeeded, NobodyConfirmed, MoneyNotThere, MonthsMoved.
    """
    _hold(session, settlement)
    if settlement.built_by == by.user_id:
        raise BuilderConfirms
    if not document.strip():
        raise DocumentNeeded(field="document")
    inside = ArrearsMonth.settlement_id == settlement.id
    struck = inside, ArrearsMonth.resident_id.in_(list(resident_ids))
    amount = _check_money(session, settlement, struck)
    _let_go(session, inside & ArrearsMonth.resident_id.not_in(list(resident_ids)))
    sums = lines_of(session, *struck)
    if total(list(sums.values())) != amount:
        raise MonthsMoved
    entry = _entry(settlement, sums, document=document.strip())
    settlement.journal_id = ledger.post(session, entry, by=by).id
    _move(settlement, SettlementStatus.SETTLED)
    settlement.document, settlement.amount = document.strip()[:LONGEST_DOCUMENT], amount
    settlement.ended_by, settlement.ended_at = by.user_id, clock.now()
    move_months(session, *struck, to=ArrearsStatus.SETTLED)
    audit.record(session, "arrears_settlement:settle", settlement, by=by, rupiah=amount.rupiah)
    session.flush()
    return settlement


def settlements_of(viewer: Actor) -> Select[ArrearsSettlement]:
    """Ask for the files of the viewer's districts."""
    return select(ArrearsSettlement).where(ArrearsSettlement.district_id.in_(viewer.district_ids))


def settlement_of(session: Session, settlement_id: int, *, viewer: Actor) -> ArrearsSettlement:
    """Give a file this viewer may see. Raises: SettlementUnknown."""
    found = session.scalar(settlements_of(viewer).where(ArrearsSettlement.id == settlement_id))
    if found is None:
        raise SettlementUnknown
    return found


def prepaid_key(district_id: int) -> AccountKey:
    """Name the money that waits at BPJS Kesehatan."""
    return AccountKey(AccountKind.PREPAID_INSURER, district_id)


def _check_money(session: Session, settlement: ArrearsSettlement, struck: tuple[ColumnElement[bool], ...]) -> Money:
    """Give what these months cost, when it waits at BPJS Kesehatan; who takes from there holds the premium due."""
    paid = ArrearsMonth.status == ArrearsStatus.FUNDED
    amount = session.scalar(select(func.sum(ArrearsMonth.tariff)).where(*struck, paid))
    if not amount:
        raise NobodyConfirmed(field="families")
    ledger.lock(session, [AccountKey(AccountKind.PREMIUM_DUE, settlement.district_id)])
    there = ledger.balance(session, prepaid_key(settlement.district_id))
    if there < amount:
        raise MoneyNotThere(there=there, amount=amount)
    return amount


def _entry(settlement: ArrearsSettlement, sums: dict[int, Money], *, document: str) -> Entry:
    district_id, pledge_id = settlement.district_id, settlement.pledge_id
    arrows = [
        Arrow(committed_key(district_id, pledge_id, who), prepaid_key(district_id), amount)
        for who, amount in sorted(sums.items())
    ]
    return Entry(
        reference=f"{SETTLED}:{settlement.id}",
        kind=SETTLED,
        district_id=district_id,
        memo=f"{settlement.number}, {document}",
        occurred_at=clock.now(),
        arrows=arrows,
        document=f"arrears_settlement/{settlement.id}",
        contract_id=pledge_id,
    )


def _let_go(session: Session, months: ColumnElement[bool]) -> None:
    session.execute(update(ArrearsMonth).where(months).values(settlement_id=None), execution_options=QUIETLY)


def _hold(session: Session, settlement: ArrearsSettlement) -> None:
    session.refresh(settlement, with_for_update=True)
    if settlement.status is not SettlementStatus.BUILT:
        raise SettlementMoved


def _move(settlement: ArrearsSettlement, to: SettlementStatus) -> None:
    if (settlement.status, to) not in SETTLEMENT_MOVES:
        raise SettlementMoved
    settlement.status = to


def _next_number(session: Session, district_id: int) -> str:
    prefix = f"PT-{clock.today().year}-"
    own = ArrearsSettlement.district_id == district_id, ArrearsSettlement.number.startswith(prefix)
    return f"{prefix}{(session.scalar(select(func.count(ArrearsSettlement.id)).where(*own)) or 0) + 1:04d}"
