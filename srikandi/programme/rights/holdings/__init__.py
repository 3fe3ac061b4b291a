"""What is held about one person, and who looked."""

from srikandi.programme.rights.holdings.gathering import Holdings, holdings
from srikandi.programme.rights.holdings.words import DEEDS

__all__ = ["DEEDS", "Holdings", "holdings"]
