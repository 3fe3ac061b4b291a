"""Files to BPJS Kesehatan, as the district makes them."""

from srikandi.web.district.batches.views import routes

__all__ = ["routes"]
