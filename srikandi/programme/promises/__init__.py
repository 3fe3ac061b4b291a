"""Promises in time: months nobody paid slide, payers are reminded, unpaid rests are ended by people, never silently."""

from srikandi.programme.promises.sliding import end_unpaid, slide_before, slide_unfunded

__all__ = ["end_unpaid", "slide_before", "slide_unfunded"]
