"""A payer's share from a month on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import Month, now
from srikandi.database import Model
from srikandi.money import Money


class PayerShare(Model):
    """What a payer is asked to pay of a life-month from a month on; it counts when it is accepted."""

    __tablename__ = "payer_share"
    __table_args__ = (UniqueConstraint("payer_id", "from_month"), CheckConstraint("amount > 0", name="amount"))

    id: Mapped[int] = mapped_column(primary_key=True)
    payer_id: Mapped[int] = mapped_column(ForeignKey("payer.id"))
    from_month: Mapped[Month]
    amount: Mapped[Money]
    proposed_at: Mapped[datetime] = mapped_column(default=now)
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Nobody, when it asks for no more than before."""
    declined_at: Mapped[datetime | None]
    declined_by: Mapped[int | None]
    reason: Mapped[str | None]
    """Why its payer does not pay more; the months wait until somebody takes it over or the payer accepts after all."""
