"""How life-months are sealed."""

from srikandi.coverage.sealing.streams import CHANGE

__all__ = ["CHANGE"]
