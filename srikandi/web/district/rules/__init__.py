"""A pool's rule on the page: typed, counted, kept by version, and looked at before anybody approves it."""

from srikandi.web.district.rules import building, places, simulation
from srikandi.web.district.rules.words import Names, audience_words, names_of, reason_rows, scoring_rows

pages = (building.routes, simulation.routes, places.routes)

__all__ = ["Names", "audience_words", "names_of", "pages", "reason_rows", "scoring_rows"]
