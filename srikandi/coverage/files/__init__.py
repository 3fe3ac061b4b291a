"""Files to and from BPJS Kesehatan: the sheet we send, the answer we read, the reasons it gives."""

from srikandi.coverage.files.codes import REJECTIONS, Next, Rejection, rejection_of
from srikandi.coverage.files.reading import Answer, AnswerRow, read
from srikandi.coverage.files.writing import EPOCH, MAPPING_NAME, MEDIA_TYPE, Person, cells_of, write

__all__ = [
    "EPOCH",
    "MAPPING_NAME",
    "MEDIA_TYPE",
    "REJECTIONS",
    "Answer",
    "AnswerRow",
    "Next",
    "Person",
    "Rejection",
    "cells_of",
    "read",
    "rejection_of",
    "write",
]
