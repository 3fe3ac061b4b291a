"""Files people hand in: known by what is in them, cleaned, and given back only as a download."""

from srikandi.documents.keeping.checks import LARGEST, MOST_PAGES, Checked, check
from srikandi.documents.keeping.files import Download, attachment, download, download_of, file_of, keep_file

__all__ = [
    "LARGEST",
    "MOST_PAGES",
    "Checked",
    "Download",
    "attachment",
    "check",
    "download",
    "download_of",
    "file_of",
    "keep_file",
]
