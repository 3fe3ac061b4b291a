"""Promises made together, all or nothing: the facts. What is done to them stands in `pledges.joining`."""

from srikandi.pledges.consortia.models import (
    CONSORTIUM_MOVES,
    LIVE_CONSORTIA,
    Consortium,
    ConsortiumInvitation,
    ConsortiumMember,
    ConsortiumStatus,
)

__all__ = [
    "CONSORTIUM_MOVES",
    "LIVE_CONSORTIA",
    "Consortium",
    "ConsortiumInvitation",
    "ConsortiumMember",
    "ConsortiumStatus",
]
