"""The people side of the stories: registered, answered, confirmed, and no longer covered."""

from srikandi.programme.cover.calendar import MonthToSend, months_to_send
from srikandi.programme.cover.confirming import MonthConfirmed, confirm_month
from srikandi.programme.cover.lapsing import lapse_ended
from srikandi.programme.cover.leaving import leave_urgently
from srikandi.programme.cover.registering import (
    AnswerReport,
    TurnedDown,
    batch_file,
    batch_preview,
    build_batch,
    discard_batch,
    read_answer,
    send_batch,
    signed_pledges,
    take_answer,
)

__all__ = [
    "AnswerReport",
    "MonthConfirmed",
    "MonthToSend",
    "TurnedDown",
    "batch_file",
    "batch_preview",
    "build_batch",
    "confirm_month",
    "discard_batch",
    "lapse_ended",
    "leave_urgently",
    "months_to_send",
    "read_answer",
    "send_batch",
    "signed_pledges",
    "take_answer",
]
