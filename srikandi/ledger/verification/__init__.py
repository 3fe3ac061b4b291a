"""What must always be true: the one list of sentences, the runs that checked them, and what those found."""

from srikandi.ledger.verification.findings import Check, Finding, Invariant, invariants, register_check, verify
from srikandi.ledger.verification.models import CheckFinding, CheckRun
from srikandi.ledger.verification.runs import RunView, last_runs, note_run

__all__ = [
    "Check",
    "CheckFinding",
    "CheckRun",
    "Finding",
    "Invariant",
    "RunView",
    "invariants",
    "last_runs",
    "note_run",
    "register_check",
    "verify",
]
