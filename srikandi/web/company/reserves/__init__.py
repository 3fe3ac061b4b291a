"""What a company holds back against arrears inside a promise."""

from srikandi.web.company.reserves.views import routes

__all__ = ["routes"]
