"""What waits around money that goes back or is left over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, func, select

from srikandi import clock
from srikandi.audit import Actor
from srikandi.ledger import Account, AccountKind, kept_on
from srikandi.payments import Payment, PaymentStatus, Route
from srikandi.payments.refunding import Refund, RefundStage
from srikandi.pledges import Payer, Pledge
from srikandi.pledges.credits import CreditChoice
from srikandi.reports.home.questions import Question
from srikandi.users import Role

PATIENCE = timedelta(days=3)
"""How long a claim may wait for the branch before everybody sees that it does."""


def refunds(*stages: RefundStage, route: Route | None = None) -> Question:
    """Refunds at one of these stages; of one way to pay, or all."""

    def question(actor: Actor) -> Select[Any]:
        own = Refund.district_id.in_(actor.district_ids), Refund.status.in_(stages)
        asked = select(func.count(Refund.id)).where(*own)
        if route is None:
            return asked
        return asked.join(Payment, Payment.id == Refund.payment_id).where(Payment.route == route)

    return question


def leftovers(actor: Actor) -> Select[Any]:
    """Credit of ended pledges whose owner has not chosen what becomes of it."""
    came, went = kept_on(Account.id)
    chosen = select(CreditChoice.id).where(CreditChoice.payer_id == Payer.id, CreditChoice.done_at.is_(None))
    asked = (
        select(func.count(Payer.id))
        .join(Pledge, Pledge.id == Payer.pledge_id)
        .join(
            Account,
            (Account.contract_id == Pledge.id)
            & (Account.party_id == Payer.organisation_id)
            & (Account.kind == AccountKind.PAYER_FUNDS.value),
        )
        .where(Pledge.ended_at.is_not(None), came > went, ~chosen.exists())
    )
    if actor.role == Role.COMPANY:
        return asked.where(Payer.organisation_id == actor.organisation_id)
    return asked.where(Pledge.district_id.in_(actor.district_ids))


def late_claims(actor: Actor) -> Select[Any]:
    """Payments said to be made at BPJS Kesehatan that the branch has not confirmed for days."""
    waiting = Payment.status.in_((PaymentStatus.CLAIMED, PaymentStatus.SEEN))
    old = Payment.route == Route.DIRECT_TO_BPJS, Payment.created_at < clock.now() - PATIENCE
    return select(func.count(Payment.id)).where(Payment.district_id.in_(actor.district_ids), waiting, *old)
