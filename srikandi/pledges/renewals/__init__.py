"""One promise follows another: the same people in the same order, never held twice."""

from srikandi.pledges.renewals.models import Renewal, RenewalOffer, RenewalSeat, SeatStatus

__all__ = ["Renewal", "RenewalOffer", "RenewalSeat", "SeatStatus"]
