"""What every journal about a card payment has in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import ledger
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry, Journal
from srikandi.payments import Payment


def clearing(district_id: int) -> AccountKey:
    """Give the account of what the provider holds for a district."""
    return AccountKey(AccountKind.PROVIDER_CLEARING, district_id)


def fees(district_id: int) -> AccountKey:
    """Give the account of what the provider keeps for itself, at the operator's cost."""
    return AccountKey(AccountKind.PROVIDER_FEES, district_id)


def owed(district_id: int) -> AccountKey:
    """Give the account of what a provider took back while a dispute is open."""
    return AccountKey(AccountKind.CHARGEBACK_RECEIVABLE, district_id)


def post_once(
    session: Session, payment: Payment, name: str, *, arrows: Sequence[Arrow], at: datetime, by: Actor
) -> Journal:
    """Book one more event of a card payment under the provider's own name for it: `pi_3Q:fee`, `du_1:taken`.

    What was told before is in the book already, however it is told again.
    """
    reference = f"stripe:{name}"
    known = session.scalar(select(Journal).where(Journal.reference == reference))
    if known is not None:
        return known
    entry = Entry(
        reference=reference,
        kind=f"card_{name.rpartition(':')[2]}",
        district_id=payment.district_id,
        memo=f"Kartu {payment.external_reference}",
        occurred_at=at,
        arrows=tuple(arrows),
        document=f"payment/{payment.id}",
        contract_id=payment.pledge_id,
    )
    return ledger.post(session, entry, by=by)
