"""What waits around card money: disputes to answer, notices that failed, payouts to find at the bank."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, or_, select

from srikandi import clock
from srikandi.audit import Actor
from srikandi.payments import WebhookEvent
from srikandi.payments.cards import Dispute, DisputeStatus, Payout, PayoutStatus


def disputes(actor: Actor) -> Select[Any]:
    """Disputes the provider still takes evidence for."""
    until = Dispute.answer_until_at
    waits = Dispute.status == DisputeStatus.OPEN, or_(until.is_(None), until > clock.now())
    return select(func.count(Dispute.id)).where(Dispute.district_id.in_(actor.district_ids), *waits)


def failed_notices(actor: Actor) -> Select[Any]:
    """Notices that could not be worked, of the actor's districts and those nobody could place."""
    own = or_(WebhookEvent.district_id.in_(actor.district_ids), WebhookEvent.district_id.is_(None))
    waits = WebhookEvent.handled_at.is_(None), WebhookEvent.attempts > 0
    return select(func.count(WebhookEvent.id)).where(own, *waits)


def payouts_to_match(actor: Actor) -> Select[Any]:
    """Payouts that should be at the bank by now, and those for which somebody else has proposed a line."""
    is_late = (Payout.arrives_on < clock.now().date()) & Payout.matched_by.is_(None)
    waits = Payout.status == PayoutStatus.ON_THE_WAY, is_late | (Payout.matched_by != actor.user_id)
    return select(func.count(Payout.id)).where(Payout.district_id.in_(actor.district_ids), *waits)
