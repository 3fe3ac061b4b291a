"""Field sessions on the phone of who goes, and the form that tells what came of them."""

from srikandi.web.village.sessions.codes import code_of
from srikandi.web.village.sessions.forms import ResultForm
from srikandi.web.village.sessions.views import routes

__all__ = ["ResultForm", "code_of", "routes"]
