"""Monthly lists of active members from BPJS Kesehatan, laid beside who is paid for here."""

from srikandi.coverage.rosters.comparing import ADVICE, Advice, FindingKind
from srikandi.coverage.rosters.keeping import (
    PAGE,
    bring_in,
    cancel,
    findings_of,
    hand_in,
    roster_of,
    rosters_under_way,
    visible_rosters,
)
from srikandi.coverage.rosters.models import Roster, RosterFinding, RosterLine, RosterStatus

__all__ = [
    "ADVICE",
    "PAGE",
    "Advice",
    "FindingKind",
    "Roster",
    "RosterFinding",
    "RosterLine",
    "RosterStatus",
    "bring_in",
    "cancel",
    "findings_of",
    "hand_in",
    "roster_of",
    "rosters_under_way",
    "visible_rosters",
]
