"""Arrears reserves: what a payer sets aside, and asks back."""

from srikandi.pledges.reserves.models import ArrearsReserve, ReleaseStatus, ReserveRelease

__all__ = ["ArrearsReserve", "ReleaseStatus", "ReserveRelease"]
