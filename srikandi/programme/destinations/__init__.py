"""Money is sent elsewhere only in the open: each step of a change is told to everybody who pays, and can be stopped."""

from srikandi.programme.destinations.changing import (
    approve_destination,
    change_destinations_due,
    propose_destination,
    stop_destination,
)
from srikandi.programme.destinations.checks import check_destinations

__all__ = [
    "approve_destination",
    "change_destinations_due",
    "check_destinations",
    "propose_destination",
    "stop_destination",
]
