"""Promises, as the district sees them."""

from srikandi.web.district.pledges import agreeing
from srikandi.web.district.pledges.views import routes

routes.register_blueprint(agreeing.routes)

__all__ = ["routes"]
