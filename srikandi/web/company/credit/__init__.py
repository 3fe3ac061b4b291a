"""What a payer does with money no month has used: ask for it back, or put it to another use."""

from srikandi.web.company.credit import refunds

pages = (refunds.routes,)

__all__ = ["pages"]
