"""The residents of one village, at their doors, and their places on lists."""

from srikandi.web.village.residents.places import place
from srikandi.web.village.residents.views import routes

__all__ = ["place", "routes"]
