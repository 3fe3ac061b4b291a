"""Urgent registrations from a hospital bed."""

from srikandi.web.district.urgent.views import routes

__all__ = ["routes"]
