"""The window on the street: what this is, its figures, and whether a paper is true."""

from srikandi.web.public.window import front, samples, seals, transparency, uhc, verification

__all__ = ["front", "samples", "seals", "transparency", "uhc", "verification"]
