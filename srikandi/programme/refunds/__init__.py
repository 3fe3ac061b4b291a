"""Money back: asked for by its payer or a treasurer, approved by somebody else, only unused, only to its sender."""

from srikandi.programme.refunds.asking import AskedRefund, Room, ask_refund, room_for, withdraw_refund
from srikandi.programme.refunds.checks import check_due, check_refunds
from srikandi.programme.refunds.deciding import approve_refund, refuse_refund
from srikandi.programme.refunds.leaving import end_refund, tie_refund
from srikandi.programme.refunds.sending import send_refunds

__all__ = [
    "AskedRefund",
    "Room",
    "approve_refund",
    "ask_refund",
    "check_due",
    "check_refunds",
    "end_refund",
    "refuse_refund",
    "room_for",
    "send_refunds",
    "tie_refund",
    "withdraw_refund",
]
