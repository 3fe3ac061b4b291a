"""What every journal about a card payment has in common."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import clock, ledger
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry, Journal
from srikandi.payments import Payment


def clearing(payment: Payment) -> AccountKey:
    """Give the account of what the provider holds for the payment's district."""
    return AccountKey(AccountKind.PROVIDER_CLEARING, payment.district_id)


def post(session: Session, payment: Payment, kind: str, arrow: Arrow, *, by: Actor) -> Journal:
    """Book one more event of a card payment, under the provider's own name for it."""
    name = payment.external_reference
    entry = Entry(
        reference=f"stripe:{name}:{kind}",
        kind=f"card_{kind}",
        district_id=payment.district_id,
        memo=f"Kartu {name}",
        occurred_at=payment.settled_at or clock.now(),
        arrows=(arrow,),
        document=f"payment/{payment.id}",
    )
    return ledger.post(session, entry, by=by)
