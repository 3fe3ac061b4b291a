"""A company's promises of arrears alone."""

from srikandi.web.company.arrears.views import routes

__all__ = ["routes"]
