"""More ways of a payer with its money: pay by QRIS, ask for it back, or put free credit to another use."""

from srikandi.web.company.credit import qris, refunds, surplus

pages = (qris.routes, refunds.routes, surplus.routes)

__all__ = ["pages"]
