"""How people are registered with BPJS Kesehatan: files, answers, monthly confirmation."""

from srikandi.coverage.registration.batches import (
    Answered,
    Matched,
    batch_of,
    build_batch,
    count_lines,
    count_waiting,
    due_on,
    lines_of,
    locked_batch,
    match,
    note_answers,
    send_batch,
    visible_to,
)
from srikandi.coverage.registration.confirming import (
    accepted,
    confirm,
    is_delivered,
    pledges_staying,
    seats_in,
    staying,
)
from srikandi.coverage.registration.sheets import sheet

__all__ = [
    "Answered",
    "Matched",
    "accepted",
    "batch_of",
    "build_batch",
    "confirm",
    "count_lines",
    "count_waiting",
    "due_on",
    "is_delivered",
    "lines_of",
    "locked_batch",
    "match",
    "note_answers",
    "pledges_staying",
    "seats_in",
    "send_batch",
    "sheet",
    "staying",
    "visible_to",
]
