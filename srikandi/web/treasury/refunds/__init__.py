"""Refunds at the treasurer's desk: asked for, approved by somebody else, tied to the bank's line."""

from srikandi.web.treasury.refunds.views import routes

__all__ = ["routes"]
