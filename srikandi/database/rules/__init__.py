"""What the database itself keeps and does: triggers that guard tables, routines that write them in one trip."""

from srikandi.database.rules.references import is_kept_by, own_key, stands_on
from srikandi.database.rules.routines import Routine, register_routine
from srikandi.database.rules.triggers import Trigger, append_only, install, lock_alone, missing, register, shares_lock

__all__ = [
    "Routine",
    "Trigger",
    "append_only",
    "install",
    "is_kept_by",
    "lock_alone",
    "missing",
    "own_key",
    "register",
    "register_routine",
    "shares_lock",
    "stands_on",
]
