"""Files of residents: brought by one person, explained where they must be, approved by another."""

from srikandi.web.district.imports import columns, views

parts = (views, columns)

__all__ = ["parts"]
