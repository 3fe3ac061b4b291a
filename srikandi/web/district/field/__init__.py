"""People of the programme at the doors of the district: visits of the villages, and sessions in the field."""

from srikandi.web.district.field import sessions, visits

parts = (visits, sessions)

__all__ = ["parts"]
