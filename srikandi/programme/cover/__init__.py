"""The people side of the stories: registered, answered, confirmed, leaving and succeeded."""

from srikandi.programme.cover.calendar import MonthToSend, months_to_send
from srikandi.programme.cover.confirming import MonthConfirmed, confirm_month
from srikandi.programme.cover.lapsing import lapse_ended
from srikandi.programme.cover.registering import (
    AnswerReport,
    TurnedDown,
    batch_file,
    batch_preview,
    build_batch,
    discard_batch,
    finish,
    read_answer,
    send_batch,
    signed_pledges,
    take_answer,
)
from srikandi.programme.cover.succession import EXIT_REASONS, Succession, exit_resident, fill_waiting

__all__ = [
    "EXIT_REASONS",
    "AnswerReport",
    "MonthConfirmed",
    "MonthToSend",
    "Succession",
    "TurnedDown",
    "batch_file",
    "batch_preview",
    "build_batch",
    "confirm_month",
    "discard_batch",
    "exit_resident",
    "fill_waiting",
    "finish",
    "lapse_ended",
    "months_to_send",
    "read_answer",
    "send_batch",
    "signed_pledges",
    "take_answer",
]
