"""The form behind a poster's code, and the page that says how far it is."""

from srikandi.web.public.nominating.device import recognise
from srikandi.web.public.nominating.views import routes

__all__ = ["recognise", "routes"]
