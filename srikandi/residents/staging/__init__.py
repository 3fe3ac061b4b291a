"""Files of residents on their way in: read, staged, approved by somebody else, undone within thirty days."""

from srikandi.residents.importing import without_numbers
from srikandi.residents.staging.bringing import (
    SMALL,
    Unit,
    Upload,
    continue_import,
    discard_import,
    preview,
    read_file,
    read_in,
    same_session,
    stage_import,
    stop_import,
    take_in,
    tell_columns,
)
from srikandi.residents.staging.comparing import Compared
from srikandi.residents.staging.deciding import (
    CHANGED_PERCENT,
    apply_import,
    approve_import,
    compare_again,
    needs_second,
    rows_in,
)
from srikandi.residents.staging.reading import (
    SeenRow,
    decisions_of,
    import_of,
    imports_of,
    reasons_of,
    rows_page,
    sent_back,
    words_of,
)
from srikandi.residents.staging.undoing import UNDO_DAYS, undo_import, undo_until
from srikandi.residents.staging.working import imports_at_work, work_on

__all__ = [
    "CHANGED_PERCENT",
    "SMALL",
    "UNDO_DAYS",
    "Compared",
    "SeenRow",
    "Unit",
    "Upload",
    "apply_import",
    "approve_import",
    "compare_again",
    "continue_import",
    "decisions_of",
    "discard_import",
    "import_of",
    "imports_at_work",
    "imports_of",
    "needs_second",
    "preview",
    "read_file",
    "read_in",
    "reasons_of",
    "rows_in",
    "rows_page",
    "same_session",
    "sent_back",
    "stage_import",
    "stop_import",
    "take_in",
    "tell_columns",
    "undo_import",
    "undo_until",
    "without_numbers",
    "words_of",
    "work_on",
]
