"""Files from districts, as the branch answers them."""

from srikandi.web.branch.batches.views import routes

__all__ = ["routes"]
