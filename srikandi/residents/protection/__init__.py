"""What a person may ask for that changes their row: to be left alone, and to be forgotten."""

from srikandi.residents.protection.erasing import NO_BIRTHDAY, erase, forget_again, row_hash, waits_in_file
from srikandi.residents.protection.restricting import lift_restriction, restrict
from srikandi.residents.protection.taking import note_taken

__all__ = [
    "NO_BIRTHDAY",
    "erase",
    "forget_again",
    "lift_restriction",
    "note_taken",
    "restrict",
    "row_hash",
    "waits_in_file",
]
