"""What was tried, at which door, when; by whom only as a keyed hash."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model


class CountedTry(Model):
    """Somebody tried something that may not be tried for ever."""

    __tablename__ = "counted_try"
    __table_args__ = (Index(None, "gate", "mark", "at"), Index(None, "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    gate: Mapped[str]
    """A word of `counting.Gate`."""
    mark: Mapped[bytes]
    """Who tried, as a keyed hash; of a poster its number."""
    at: Mapped[datetime] = mapped_column(default=now)
