"""What follows a closing: its minutes, and what came too late for it."""

from srikandi.programme.closing.afterwards.certificates import certify_closed, pledges_without
from srikandi.programme.closing.afterwards.corrections import Correction, CorrectionKind, corrections_of
from srikandi.programme.closing.afterwards.minutes import issue_minutes, minutes_of, quarter_of
from srikandi.programme.closing.afterwards.words import CAUSES, KINDS, SEGMENTS

__all__ = [
    "CAUSES",
    "KINDS",
    "SEGMENTS",
    "Correction",
    "CorrectionKind",
    "certify_closed",
    "corrections_of",
    "issue_minutes",
    "minutes_of",
    "pledges_without",
    "quarter_of",
]
