"""The people side of the stories: registered, answered, confirmed, leaving and succeeded."""

from srikandi.programme.cover.confirming import MonthConfirmed, confirm_month
from srikandi.programme.cover.lapsing import lapse_ended
from srikandi.programme.cover.registering import (
    AnswerReport,
    TurnedDown,
    batch_file,
    build_batch,
    finish,
    read_answer,
    send_batch,
    signed_pledges,
)
from srikandi.programme.cover.succession import EXIT_REASONS, Succession, exit_resident, fill_waiting

__all__ = [
    "EXIT_REASONS",
    "AnswerReport",
    "MonthConfirmed",
    "Succession",
    "TurnedDown",
    "batch_file",
    "build_batch",
    "confirm_month",
    "exit_resident",
    "fill_waiting",
    "finish",
    "lapse_ended",
    "read_answer",
    "send_batch",
    "signed_pledges",
]
