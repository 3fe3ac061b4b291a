"""Looks at a list before it is approved, and at one place in it afterwards."""

from srikandi.pools.looking.reasons import (
    Reasons,
    give_code,
    place_by_code,
    places_of,
    revoke_code,
)
from srikandi.pools.looking.simulating import Candidate, Simulation, VillageCount, simulate

__all__ = [
    "Candidate",
    "Reasons",
    "Simulation",
    "VillageCount",
    "give_code",
    "place_by_code",
    "places_of",
    "revoke_code",
    "simulate",
]
