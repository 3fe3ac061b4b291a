"""People who leave: reported one by one or as a file, and taken back when the report was wrong.

    residents.begin_exits(session, [Leaving(resident.id, "died", on)], by=maker)
    residents.finish_exits(session, [resident.id])

What becomes of their months is told by `programme.exits`, which calls both.
"""

from srikandi.residents.exits.models import (
    EXIT_LIST_MOVES,
    ExitList,
    ExitListStatus,
    ExitRow,
    ExitSource,
    ResidentExit,
)
from srikandi.residents.exits.noting import Leaving, begin_exits, finish_exits, standing_exit, stands, take_back
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
from srikandi.residents.exits.words import DIED, DUPLICATE, EXIT_WORDS

__all__ = [
    "DIED",
    "DUPLICATE",
    "EXIT_LIST_MOVES",
    "EXIT_WORDS",
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
    "ResidentExit",
    "StaysAsOther",
    "begin_exits",
    "finish_exits",
    "standing_exit",
    "stands",
    "take_back",
]
