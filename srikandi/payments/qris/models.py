"""A QRIS shown to somebody: for how much, and since when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model
from srikandi.money import Money


class QrisOrder(Model):
    """One code with a sum of its own. It is no payment and no claim: only a line of a statement credits anybody."""

    __tablename__ = "qris_order"
    __table_args__ = (
        UniqueConstraint("payer_id", "form_key"),
        Index(None, "account_id", "amount"),
        CheckConstraint("amount > asked AND asked > 0", name="amount"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.id"))
    payer_id: Mapped[int] = mapped_column(ForeignKey("payer.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    asked: Mapped[Money]
    amount: Mapped[Money]
    """With the few rupiah that make it its own."""
    form_key: Mapped[str]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
