"""Residents listed together to be funded, in an order nobody can steer.

A pool is drafted, both sides of the draw commit to a secret, the list is frozen and its hash published, the secrets are
revealed, and points and draw give each person a place anyone can recompute. Pledges take people in that order and give them
back to their old place.
"""

from srikandi.pools.models import MemberStatus, Pool, PoolMember, PoolStatus
from srikandi.pools.refusals import MembersMoved, NotEnoughPeople, PoolNotFound, PoolNotOpen
from srikandi.pools.taking import available, cover, give_back, lock, remove, take, take_next

__all__ = [
    "MemberStatus",
    "MembersMoved",
    "NotEnoughPeople",
    "Pool",
    "PoolMember",
    "PoolNotFound",
    "PoolNotOpen",
    "PoolStatus",
    "available",
    "cover",
    "give_back",
    "lock",
    "remove",
    "take",
    "take_next",
]
