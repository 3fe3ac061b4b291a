"""tariffs."""
from srikandi.tariffs.models import Basis, Tariff
