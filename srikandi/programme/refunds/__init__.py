"""Money back: asked for by its payer or a treasurer, approved by somebody else, only unused, only to its sender."""

from srikandi.programme.refunds.asking import AskedRefund, Room, ask_refund, room_for, withdraw_refund
from srikandi.programme.refunds.checks import check_due, check_refunds
from srikandi.programme.refunds.deciding import approve_refund, refuse_refund
from srikandi.programme.refunds.leaving import end_refund, propose_end, tie_refund
from srikandi.programme.refunds.returning import (
    Bounced,
    Sign,
    bounced_in,
    collect_claim,
    confirm_return,
    propose_return,
    unused_by,
)
from srikandi.programme.refunds.sending import send_refunds

__all__ = [
    "AskedRefund",
    "Bounced",
    "Room",
    "Sign",
    "approve_refund",
    "ask_refund",
    "bounced_in",
    "check_due",
    "check_refunds",
    "collect_claim",
    "confirm_return",
    "end_refund",
    "propose_end",
    "propose_return",
    "refuse_refund",
    "room_for",
    "send_refunds",
    "tie_refund",
    "unused_by",
    "withdraw_refund",
]
