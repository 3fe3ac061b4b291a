"""Who exists: people found in lists and villages, with their identity sealed, verified near their homes."""

from srikandi.residents.models import MOVES, Resident, ResidentKind, ResidentStatus
from srikandi.residents.moves import ResidentsMoved, move
from srikandi.residents.reading import IdentityRow, identities

__all__ = [
    "MOVES",
    "IdentityRow",
    "Resident",
    "ResidentKind",
    "ResidentStatus",
    "ResidentsMoved",
    "identities",
    "move",
]
