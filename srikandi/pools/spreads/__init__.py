"""Places spread evenly over the kecamatan of a pool: shown before a promise, and taken as they were shown."""

from srikandi.pools.spreads.apportioning import apportion
from srikandi.pools.spreads.reading import Share, Spread, read_spread, spread_of
from srikandi.pools.spreads.taking import take_spread

__all__ = ["Share", "Spread", "apportion", "read_spread", "spread_of", "take_spread"]
