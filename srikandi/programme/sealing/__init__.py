"""Seals leave the house: heads to the forum by mail, proofs to companies."""

from srikandi.programme.sealing.anchors import seal_and_tell, tell_forum

__all__ = ["seal_and_tell", "tell_forum"]
