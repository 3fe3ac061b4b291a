"""The window on the street: what this is, its figures, and whether a paper is true."""

from srikandi.web.public.window import front, transparency, verification

__all__ = ["front", "transparency", "verification"]
