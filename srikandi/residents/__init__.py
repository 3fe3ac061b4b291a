"""Who exists: people found in lists and villages, with their identity sealed, verified near their homes.

    import_ = residents.stage_import(session, content, filename=..., district_id=..., kind=..., by=maker)
    residents.approve_import(session, import_, seen_hash=import_.content_hash.hex(), by=checker)
    residents.verify(session, resident, corrections=..., by=village_officer)

Numbers that name a person are opened in two places: `identities`, for the files of BPJS Kesehatan, and `reveal`, which
asks for a reason and writes down who looked.
"""

from srikandi.residents.actions import (
    Corrections,
    checked_reason,
    correct,
    corrections_of,
    locked,
    look_up,
    reveal,
    verify,
)
from srikandi.residents.exits import EXIT_WORDS
from srikandi.residents.identity import masked
from srikandi.residents.importing import CODES, Decision, FileRefused
from srikandi.residents.models import ImportStatus, Resident, ResidentImport, ResidentKind, ResidentStatus
from srikandi.residents.moves import ResidentsMoved, move
from srikandi.residents.reading import (
    Found,
    IdentityRow,
    Masked,
    Neighbourhood,
    Search,
    family_of,
    history_of,
    identities,
    masked_numbers,
    name_key,
    neighbourhoods_of,
    page_of,
    resident_of,
    search_by_nik,
    visible_to,
)
from srikandi.residents.staging import (
    CHANGED_PERCENT,
    UNDO_DAYS,
    Compared,
    Effect,
    SeenRow,
    Upload,
    approve_import,
    compare_again,
    discard_import,
    import_of,
    imports_of,
    needs_second,
    preview,
    read_file,
    reasons_of,
    rows_page,
    sent_back,
    stage_import,
    undo_import,
    undo_until,
    words_of,
)

__all__ = [
    "CHANGED_PERCENT",
    "CODES",
    "EXIT_WORDS",
    "UNDO_DAYS",
    "Compared",
    "Corrections",
    "Decision",
    "Effect",
    "FileRefused",
    "Found",
    "IdentityRow",
    "ImportStatus",
    "Masked",
    "Neighbourhood",
    "Resident",
    "ResidentImport",
    "ResidentKind",
    "ResidentStatus",
    "ResidentsMoved",
    "Search",
    "SeenRow",
    "Upload",
    "approve_import",
    "checked_reason",
    "compare_again",
    "correct",
    "corrections_of",
    "discard_import",
    "family_of",
    "history_of",
    "identities",
    "import_of",
    "imports_of",
    "locked",
    "look_up",
    "masked",
    "masked_numbers",
    "move",
    "name_key",
    "needs_second",
    "neighbourhoods_of",
    "page_of",
    "preview",
    "read_file",
    "reasons_of",
    "resident_of",
    "reveal",
    "rows_page",
    "search_by_nik",
    "sent_back",
    "stage_import",
    "undo_import",
    "undo_until",
    "verify",
    "visible_to",
    "words_of",
]
