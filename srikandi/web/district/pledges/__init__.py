"""Promises, as the district sees them."""

from srikandi.web.district.pledges.views import routes

__all__ = ["routes"]
