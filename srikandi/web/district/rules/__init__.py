"""A pool's rule on the page: typed, counted, kept by version, and looked at before anybody approves it."""

from srikandi.web.district.rules import building, simulation
from srikandi.web.district.rules.words import Names, audience_words, condition_words, names_of, scoring_rows

pages = (building.routes, simulation.routes)

__all__ = ["Names", "audience_words", "condition_words", "names_of", "pages", "scoring_rows"]
