"""Promises made together, all or nothing: the facts. What is done to them stands in `pledges.joining`."""

from srikandi.pledges.consortia.models import (
    CONSORTIUM_MOVES,
    LIVE_CONSORTIA,
    Consortium,
    ConsortiumInvitation,
    ConsortiumMember,
    ConsortiumStatus,
)
from srikandi.pledges.consortia.questions import (
    consortia_visible_to,
    consortium_deciding,
    consortium_of,
    in_live_consortium,
    made_in,
    visible_consortium,
)
from srikandi.pledges.consortia.refusals import (
    AlreadyJoined,
    ConditionMissing,
    ConditionOutOfBounds,
    ConsortiumMoved,
    ConsortiumUnknown,
    GatheringTooLong,
    JoiningOver,
    LeaderStays,
    NotAMember,
    NotInvited,
    NotItsLeader,
)

__all__ = [
    "CONSORTIUM_MOVES",
    "LIVE_CONSORTIA",
    "AlreadyJoined",
    "ConditionMissing",
    "ConditionOutOfBounds",
    "Consortium",
    "ConsortiumInvitation",
    "ConsortiumMember",
    "ConsortiumMoved",
    "ConsortiumStatus",
    "ConsortiumUnknown",
    "GatheringTooLong",
    "JoiningOver",
    "LeaderStays",
    "NotAMember",
    "NotInvited",
    "NotItsLeader",
    "consortia_visible_to",
    "consortium_deciding",
    "consortium_of",
    "in_live_consortium",
    "made_in",
    "visible_consortium",
]
