"""What a company promises together with others, all or nothing."""

from srikandi.web.company.consortia.views import routes

__all__ = ["routes"]
