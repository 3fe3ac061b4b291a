"""Months people owe: by village, by person, and the lists they come from."""

from srikandi.web.district.arrears.lists import routes as lists
from srikandi.web.district.arrears.settlements import routes as settlements
from srikandi.web.district.arrears.views import routes

pages = (routes, lists, settlements)

__all__ = ["pages"]
