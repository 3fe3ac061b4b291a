"""Single rows shown to somebody who has only the public key."""

from pathlib import Path

from srikandi.seals.proving import stranger
from srikandi.seals.proving.making import NotSealedYet, prove
from srikandi.seals.proving.stranger import Fact, NotProved, Proved, check, read

CHECKER = Path(stranger.__file__)
"""The one file with which anybody checks a proof at home."""

__all__ = ["CHECKER", "Fact", "NotProved", "NotSealedYet", "Proved", "check", "prove", "read"]
