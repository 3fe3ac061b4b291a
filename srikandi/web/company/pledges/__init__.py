"""A company's promises."""

from srikandi.web.company.pledges.views import routes

__all__ = ["routes"]
