"""People who have left, where every life-month went, and records that may be the same person."""

from srikandi.web.district.exits.duplicates import routes as duplicates
from srikandi.web.district.exits.files import routes as files
from srikandi.web.district.exits.views import routes

pages = (routes, files, duplicates)

__all__ = ["pages"]
