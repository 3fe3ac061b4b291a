"""Money that goes back: asked for with a reason, approved by somebody else, seen leaving. Nothing is booked here.

A refund is of one payment, never above what is left of it (the database holds that too), and goes back only to the
account or card the payment came from.
"""

from srikandi.payments.refunding.destinations import Destination, check_destination, line_of_payment
from srikandi.payments.refunding.models import REFUND_MOVES, Refund, RefundStage
from srikandi.payments.refunding.moving import (
    NewRefund,
    approve,
    ask,
    fail,
    locked,
    note_paid,
    note_seen,
    note_sent,
    own_loss,
    refuse,
    withdraw,
)
from srikandi.payments.refunding.queries import (
    Pending,
    by_reference,
    left_of,
    losses,
    of_payment,
    pending_for,
    refund_by_id,
    refund_of,
    refunds_of,
    to_send,
    waiting_for_bank,
)
from srikandi.payments.refunding.refusals import (
    AboveLeft,
    AskerApproves,
    DestinationDiffers,
    DestinationMissing,
    NotRefundable,
    NumberDiffers,
    PaidStraightToInsurer,
    RefundMoved,
    RefundNotFound,
    SenderUnknown,
)

__all__ = [
    "REFUND_MOVES",
    "AboveLeft",
    "AskerApproves",
    "Destination",
    "DestinationDiffers",
    "DestinationMissing",
    "NewRefund",
    "NotRefundable",
    "NumberDiffers",
    "PaidStraightToInsurer",
    "Pending",
    "Refund",
    "RefundMoved",
    "RefundNotFound",
    "RefundStage",
    "SenderUnknown",
    "approve",
    "ask",
    "by_reference",
    "check_destination",
    "fail",
    "left_of",
    "line_of_payment",
    "locked",
    "losses",
    "note_paid",
    "note_seen",
    "note_sent",
    "of_payment",
    "own_loss",
    "pending_for",
    "refund_by_id",
    "refund_of",
    "refunds_of",
    "refuse",
    "to_send",
    "waiting_for_bank",
    "withdraw",
]
