"""The desk at which mistakes are put right: money leaves it here."""

from tests.payments.correcting.conftest import desk, other

__all__ = ["desk", "other"]
