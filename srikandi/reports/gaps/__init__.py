"""The gap: how far a district is from each tier, and where the next ten lives count the most."""

from srikandi.reports.gaps.distances import Asked, Counted, Distance, distance, fewest
from srikandi.reports.gaps.standing import Standing, TierGap, awards_along, standing
from srikandi.reports.gaps.subdistricts import TEN, SubdistrictGap, for_everybody

__all__ = [
    "TEN",
    "Asked",
    "Counted",
    "Distance",
    "Standing",
    "SubdistrictGap",
    "TierGap",
    "awards_along",
    "distance",
    "fewest",
    "for_everybody",
    "standing",
]
