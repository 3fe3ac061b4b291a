"""Refunds at the treasurer's desk: asked for, approved by somebody else, tied to the bank's line, followed further."""

from srikandi.web.treasury.refunds import afterwards
from srikandi.web.treasury.refunds.views import routes

routes.register_blueprint(afterwards.routes)

__all__ = ["routes"]
