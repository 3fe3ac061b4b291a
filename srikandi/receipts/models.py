"""Receipts: one row a deed that a phone has sent with a key of its own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model


class Receipt(Model):
    """This person's phone has sent this once, and it was done."""

    __tablename__ = "receipt"
    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        CheckConstraint("length(key) = 32", name="key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    key: Mapped[str]
    """Sixteen random bytes drawn at the phone, hex."""
    content_hash: Mapped[str]
    """Keyed hash, hex, of where it was sent and what stood in it: the same key with other words is refused."""
    received_at: Mapped[datetime] = mapped_column(default=now)
