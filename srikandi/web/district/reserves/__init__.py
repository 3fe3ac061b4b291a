"""What payers ask back from their reserves, answered by the district."""

from srikandi.web.district.reserves.views import routes

__all__ = ["routes"]
