"""One promise follows another: the same people in the same order, never held twice.

Who has a seat in a renewal is still held by the promise before it; the hold passes over when a month of the new one is
funded. A renewal nobody pays lets its seats go and touches no hold at all.
"""

from srikandi.pledges.renewals.models import Renewal, RenewalOffer, RenewalSeat, SeatStatus
from srikandi.pledges.renewals.seats import (
    beside,
    count_renewals,
    drop,
    drop_person,
    has_waiting,
    note_passed,
    people_of,
    renewals_of,
    renewed_from,
    seats_kept_in,
    waiting_in,
)

__all__ = [
    "Renewal",
    "RenewalOffer",
    "RenewalSeat",
    "SeatStatus",
    "beside",
    "count_renewals",
    "drop",
    "drop_person",
    "has_waiting",
    "note_passed",
    "people_of",
    "renewals_of",
    "renewed_from",
    "seats_kept_in",
    "waiting_in",
]
