"""Reading a resident list as villages really make them, and deciding what happens to each row. Nothing is stored here.

    sheet = read_table(content, filename="bip.xlsx")
    rows = decide(sheet, villages=VillageIndex.of(...), region_code="19.01", today=today, village_for_file=None)

The words of the decisions are those of the samples: accept, warn, reject, duplicate, each with its codes (`CODES`
says each in a sentence). Silent repairs (blanks, quotes, date forms) are not reported.
"""

from srikandi.residents.importing.cleaning import (
    Reading,
    VillageIndex,
    VillageMatch,
    read_birth_date,
    split_place_and_date,
)
from srikandi.residents.importing.codes import CODES, DUPLICATE_SENTENCE, Code, Decision
from srikandi.residents.importing.decisions import DecidedRow, decide, decisions
from srikandi.residents.importing.glimpses import harmless, shown, written
from srikandi.residents.importing.people import Person
from srikandi.residents.importing.reading import (
    MAX_BYTES,
    MAX_ROWS,
    Columns,
    Field,
    NotPerson,
    Puzzle,
    PuzzleColumn,
    Row,
    Sheet,
    Unclear,
    Why,
    read_table,
)
from srikandi.residents.importing.reading.grids import find_titled, open_grids
from srikandi.residents.importing.refusals import (
    FileDamaged,
    FileEmpty,
    FileRefused,
    FileTooLarge,
    NikNumbersLost,
    NobodyListed,
    NoNikColumn,
    PasswordProtected,
    VillageNeeded,
    WrongKind,
)
from srikandi.residents.importing.telling import (
    FACTS,
    About,
    Asked,
    Told,
    decided,
    facts_of,
    told,
    without_numbers,
)

__all__ = [
    "CODES",
    "DUPLICATE_SENTENCE",
    "FACTS",
    "MAX_BYTES",
    "MAX_ROWS",
    "About",
    "Asked",
    "Code",
    "Columns",
    "DecidedRow",
    "Decision",
    "Field",
    "FileDamaged",
    "FileEmpty",
    "FileRefused",
    "FileTooLarge",
    "NikNumbersLost",
    "NoNikColumn",
    "NobodyListed",
    "NotPerson",
    "PasswordProtected",
    "Person",
    "Puzzle",
    "PuzzleColumn",
    "Reading",
    "Row",
    "Sheet",
    "Told",
    "Unclear",
    "VillageIndex",
    "VillageMatch",
    "VillageNeeded",
    "Why",
    "WrongKind",
    "decide",
    "decided",
    "decisions",
    "facts_of",
    "find_titled",
    "harmless",
    "open_grids",
    "read_birth_date",
    "read_table",
    "shown",
    "split_place_and_date",
    "told",
    "without_numbers",
    "written",
]
