"""How life-months are sealed."""

from srikandi.coverage.sealing.streams import CHANGE, FUNDING

__all__ = ["CHANGE", "FUNDING"]
