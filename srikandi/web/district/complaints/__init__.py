"""Complaints of covered people, from the first word to the last."""

from srikandi.web.district.complaints.views import routes

__all__ = ["routes"]
