"""What a payer does with money no month has used: ask for it back, or put it to another use."""

from srikandi.web.company.credit import refunds, surplus

pages = (refunds.routes, surplus.routes)

__all__ = ["pages"]
