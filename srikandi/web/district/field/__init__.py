"""People of the programme at the doors of the district: visits of the villages, and sessions in the field."""

from srikandi.web.district.field import codes, sessions, visits

parts = (visits, sessions, codes)

__all__ = ["parts"]
