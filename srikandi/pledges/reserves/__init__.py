"""Arrears reserves: what stands in them. They are set and asked back in `pledges.joining`."""

from srikandi.pledges.reserves.models import ArrearsReserve, ReleaseStatus, ReserveRelease
from srikandi.pledges.reserves.reading import ReserveRow, reserve_of, reserves_of
from srikandi.pledges.reserves.refusals import (
    AlreadyAsked,
    BudgetMayNot,
    NoReserveHere,
    NotThatMuch,
    OwnRelease,
    ReleaseMoved,
    ReserveFixed,
    ReserveTooLarge,
    ReserveUnknown,
)

__all__ = [
    "AlreadyAsked",
    "ArrearsReserve",
    "BudgetMayNot",
    "NoReserveHere",
    "NotThatMuch",
    "OwnRelease",
    "ReleaseMoved",
    "ReleaseStatus",
    "ReserveFixed",
    "ReserveRelease",
    "ReserveRow",
    "ReserveTooLarge",
    "ReserveUnknown",
    "reserve_of",
    "reserves_of",
]
