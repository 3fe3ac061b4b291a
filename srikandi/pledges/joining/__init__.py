"""How several come together: payers agree on the shares of one promise, companies promise all or nothing.

Whatever touches several promises holds the pool's row first, then the consortium's, then the pledges by id: so joiners
and the deadline stand in one queue, and exactly one of them decides.
"""

from srikandi.pledges.joining.agreeing import accept_share, decline_share, reshape_shares, terms_of
from srikandi.pledges.joining.condition import Gathered, MemberRow, gathered, joint_hash, members_of
from srikandi.pledges.joining.deciding import (
    approve_together,
    call_off,
    expire_consortia,
    extend_together,
    refuse_together,
)
from srikandi.pledges.joining.gathering import (
    Commitment,
    Frame,
    invite,
    join_consortium,
    leave_consortium,
    start_consortium,
)
from srikandi.pledges.joining.rereading import Drift, drift_of, reread
from srikandi.pledges.joining.reserving import ask_release, may_pay_arrears, set_reserve

__all__ = [
    "Commitment",
    "Drift",
    "Frame",
    "Gathered",
    "MemberRow",
    "accept_share",
    "approve_together",
    "ask_release",
    "call_off",
    "decline_share",
    "drift_of",
    "expire_consortia",
    "extend_together",
    "gathered",
    "invite",
    "join_consortium",
    "joint_hash",
    "leave_consortium",
    "may_pay_arrears",
    "members_of",
    "refuse_together",
    "reread",
    "reshape_shares",
    "set_reserve",
    "start_consortium",
    "terms_of",
]
