"""Promises made together, as the district follows and decides them."""

from srikandi.web.district.consortia.views import routes

__all__ = ["routes"]
