"""Monthly lists of active members, laid beside who is paid for here."""

from srikandi.web.district.rosters.views import routes

__all__ = ["routes"]
