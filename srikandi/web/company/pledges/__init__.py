"""A company's promises."""

from srikandi.web.company.pledges import agreeing
from srikandi.web.company.pledges.views import routes

routes.register_blueprint(agreeing.routes)

__all__ = ["routes"]
