"""residents."""

from srikandi.residents.models import MOVES, Resident, ResidentKind, ResidentStatus
from srikandi.residents.moves import ResidentsMoved, move

__all__ = ["MOVES", "Resident", "ResidentKind", "ResidentStatus", "ResidentsMoved", "move"]
