"""People who have left, and where every life-month went."""

from srikandi.web.district.exits.views import routes

pages = (routes,)

__all__ = ["pages"]
