"""Who may be covered, what is known of them, and the files they came in."""

from srikandi.residents.models.lists import (
    AT_WORK,
    IMPORT_MOVES,
    LIVE_IMPORTS,
    ColumnChoice,
    Effect,
    ImportFile,
    ImportRow,
    ImportStatus,
    ResidentImport,
)
from srikandi.residents.models.people import (
    RESIDENT_MOVES,
    Resident,
    ResidentKind,
    ResidentStatus,
    Reveal,
)

__all__ = [
    "AT_WORK",
    "IMPORT_MOVES",
    "LIVE_IMPORTS",
    "RESIDENT_MOVES",
    "ColumnChoice",
    "Effect",
    "ImportFile",
    "ImportRow",
    "ImportStatus",
    "Resident",
    "ResidentImport",
    "ResidentKind",
    "ResidentStatus",
    "Reveal",
]
