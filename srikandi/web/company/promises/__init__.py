"""Promises in time, as their company decides about them: what is due, going on, paying more when a tariff changes."""

from srikandi.web.company.promises.dues import routes as dues
from srikandi.web.company.promises.renewals import routes as renewals
from srikandi.web.company.promises.top_ups import routes as top_ups

pages = (dues, renewals, top_ups)

__all__ = ["pages"]
