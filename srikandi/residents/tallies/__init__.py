"""How many people are where: kept beside the people by the database, so that no page counts a whole district.

Only people whose data may be used are counted. Triggers add and take away what every single deed changes; who comes by
a list is counted from the list. Source: docs/decisions/0048.
"""

from srikandi.residents.tallies.models import NeighbourhoodTally, ResidentTally
from srikandi.residents.tallies.watching import miscounted
from srikandi.residents.tallies.writing import fold_tallies, recount_tallies, write_tallies

__all__ = ["NeighbourhoodTally", "ResidentTally", "fold_tallies", "miscounted", "recount_tallies", "write_tallies"]
