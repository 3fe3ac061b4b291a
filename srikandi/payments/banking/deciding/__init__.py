"""What two people decide: whose a line's money is, that it went to the wrong payer, that a whole file is not true."""

from srikandi.payments.banking.deciding.proposals import (
    Share,
    confirm,
    decided_about,
    importers_of,
    lock_lines,
    note_credited,
    note_suspense,
    note_taken_back,
    propose,
    waits,
    whole,
    withdraw,
    withdraw_of,
)
from srikandi.payments.banking.deciding.voids import (
    confirm_void,
    keep_void,
    propose_void,
    void_of,
    voids_waiting,
    withdraw_void,
)

__all__ = [
    "Share",
    "confirm",
    "confirm_void",
    "decided_about",
    "importers_of",
    "keep_void",
    "lock_lines",
    "note_credited",
    "note_suspense",
    "note_taken_back",
    "propose",
    "propose_void",
    "void_of",
    "voids_waiting",
    "waits",
    "whole",
    "withdraw",
    "withdraw_of",
    "withdraw_void",
]
