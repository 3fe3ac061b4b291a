"""The list of puskesmas and clinics of a district, and what is proposed to each village."""

from srikandi.web.district.facilities.views import routes

__all__ = ["routes"]
