"""The way to universal cover: the gap, the figures it is measured by, and plans to close it."""

from srikandi.web.district.uhc import figures, gaps, plans

__all__ = ["figures", "gaps", "plans"]
