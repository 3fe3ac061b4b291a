"""A file on its way in: taken in, read a piece at a time, explained by a person where its header doesn't."""

from srikandi.residents.staging.bringing.arriving import (
    SMALL,
    Upload,
    continue_import,
    discard_import,
    preview,
    read_file,
    stage_import,
    stop_import,
    take_in,
)
from srikandi.residents.staging.bringing.columns import forget_choice, tell_columns
from srikandi.residents.staging.bringing.reading import Unit, read_in, same_session
from srikandi.residents.staging.bringing.rows import (
    AT_A_TIME,
    PLACE,
    Glimpse,
    chained,
    content_hash,
    content_in,
    content_of,
    line_in,
    line_of,
    stored_parts,
)

__all__ = [
    "AT_A_TIME",
    "PLACE",
    "SMALL",
    "Glimpse",
    "Unit",
    "Upload",
    "chained",
    "content_hash",
    "content_in",
    "content_of",
    "continue_import",
    "discard_import",
    "forget_choice",
    "line_in",
    "line_of",
    "preview",
    "read_file",
    "read_in",
    "same_session",
    "stage_import",
    "stop_import",
    "stored_parts",
    "take_in",
    "tell_columns",
]
