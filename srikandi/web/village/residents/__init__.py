"""The residents of one village, at their doors."""

from srikandi.web.village.residents.forms import CorrectionForm
from srikandi.web.village.residents.views import routes

__all__ = ["CorrectionForm", "routes"]
