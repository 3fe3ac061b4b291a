"""The arithmetic of instalments: money laid over them oldest first, and what is open reshaped when a promise changes.

Nothing here asks or writes: rows go in, rows come out, and they always add up to the promise.
"""

from srikandi.pledges.dues.laying import InstalmentRow, lay
from srikandi.pledges.dues.reshaping import New, reshape

__all__ = ["InstalmentRow", "New", "lay", "reshape"]
