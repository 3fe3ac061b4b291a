"""Words about covered people: how they are told, and what they complain about."""

from srikandi.web.frame.saying.vocabulary.people import telling

__all__ = ["telling"]
