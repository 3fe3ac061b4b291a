"""People who leave: reported one by one or as a file, and taken back when the report was wrong.

    residents.begin_exits(session, [Leaving(resident.id, "died", on)], by=maker)
    residents.finish_exits(session, [resident.id])

What becomes of their months is told by `programme.exits`, which calls both.
"""

from srikandi.residents.exits.lists import (
    LEAVES,
    DecidedExit,
    begin_approval,
    count_decisions,
    discard_list,
    exit_list_of,
    exit_lists,
    keep_list,
    known_list,
    note_approved,
)
from srikandi.residents.exits.models import (
    EXIT_LIST_MOVES,
    ExitList,
    ExitListStatus,
    ExitRow,
    ExitSource,
    ResidentExit,
)
from srikandi.residents.exits.noting import Leaving, begin_exits, finish_exits, standing_exit, stands, take_back
from srikandi.residents.exits.reading import ExitFile, Reported, read_exits
from srikandi.residents.exits.refusals import (
    ExitListChanged,
    ExitListDecided,
    ExitListUnknown,
    FileTooLong,
    NobodyLeaves,
    NobodyNamed,
    NoReasonColumn,
    NotLeft,
    OwnExitList,
    OwnReport,
    StaysAsOther,
)
from srikandi.residents.exits.words import DIED, DUPLICATE, EXIT_CODES, EXIT_WORDS, STILL_HERE, ExitCode

__all__ = [
    "DIED",
    "DUPLICATE",
    "EXIT_CODES",
    "EXIT_LIST_MOVES",
    "EXIT_WORDS",
    "LEAVES",
    "STILL_HERE",
    "DecidedExit",
    "ExitCode",
    "ExitFile",
    "ExitList",
    "ExitListChanged",
    "ExitListDecided",
    "ExitListStatus",
    "ExitListUnknown",
    "ExitRow",
    "ExitSource",
    "FileTooLong",
    "Leaving",
    "NoReasonColumn",
    "NobodyLeaves",
    "NobodyNamed",
    "NotLeft",
    "OwnExitList",
    "OwnReport",
    "Reported",
    "ResidentExit",
    "StaysAsOther",
    "begin_approval",
    "begin_exits",
    "count_decisions",
    "discard_list",
    "exit_list_of",
    "exit_lists",
    "finish_exits",
    "keep_list",
    "known_list",
    "note_approved",
    "read_exits",
    "standing_exit",
    "stands",
    "take_back",
]
