"""A month's three books and its differences as files for accountants."""

from srikandi.web.months.sheets.files import routes

__all__ = ["routes"]
