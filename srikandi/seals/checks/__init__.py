"""Do the seals still hold? Everything sealed is read and hashed again, and what is wrong is named."""

from srikandi.seals.checks.anchors import Anchor, AnchorUnreadable, against, read_anchor
from srikandi.seals.checks.blocks import check, sealed_rows
from srikandi.seals.checks.flaws import Flaw

__all__ = ["Anchor", "AnchorUnreadable", "Flaw", "against", "check", "read_anchor", "sealed_rows"]
