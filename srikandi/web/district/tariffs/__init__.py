"""What a life-month costs, and a new decree read by two people."""

from srikandi.web.district.tariffs.views import routes

__all__ = ["routes"]
