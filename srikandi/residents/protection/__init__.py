"""What protects a person: to be left alone, to be forgotten, and a line in the trail for each list of names taken."""

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
