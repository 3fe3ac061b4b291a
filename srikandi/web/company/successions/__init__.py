"""Seats that wait for the company's word."""

from srikandi.web.company.successions.views import routes

__all__ = ["routes"]
