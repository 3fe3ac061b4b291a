"""Telling covered people of the village, and what they complain about."""

from srikandi.web.village.telling import complaints, slips

__all__ = ["complaints", "slips"]
