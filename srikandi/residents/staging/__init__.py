"""Files of residents on their way in: staged, approved by somebody else, undone within thirty days."""

from srikandi.residents.staging.approving import (
    CHANGED_PERCENT,
    approve_import,
    compare_again,
    discard_import,
    needs_second,
)
from srikandi.residents.staging.bringing import Upload, preview, read_file, stage_import
from srikandi.residents.staging.comparing import Compared, Effect
from srikandi.residents.staging.reading import (
    SeenRow,
    import_of,
    imports_of,
    reasons_of,
    rows_page,
    sent_back,
    words_of,
)
from srikandi.residents.staging.undoing import UNDO_DAYS, undo_import, undo_until

__all__ = [
    "CHANGED_PERCENT",
    "UNDO_DAYS",
    "Compared",
    "Effect",
    "SeenRow",
    "Upload",
    "approve_import",
    "compare_again",
    "discard_import",
    "import_of",
    "imports_of",
    "needs_second",
    "preview",
    "read_file",
    "reasons_of",
    "rows_page",
    "sent_back",
    "stage_import",
    "undo_import",
    "undo_until",
    "words_of",
]
