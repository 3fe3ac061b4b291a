"""People of the programme at the doors of the district: how far each village is with its visits."""

from srikandi.web.district.field import visits

parts = (visits,)

__all__ = ["parts"]
