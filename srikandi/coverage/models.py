"""Life-months, the money lines that fund them, and the files to and from BPJS Kesehatan."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import Month, now
from srikandi.database import Model, append_only, own_key, stands_on
from srikandi.money import Money


class LifeMonthStatus(StrEnum):
    """planned -> funded -> sent -> active; rejected and released are ends of a person's claim on the seat."""

    PLANNED = "planned"
    FUNDED = "funded"
    SENT = "sent"
    ACTIVE = "active"
    RELEASED = "released"


L = LifeMonthStatus
LIFE_MONTH_MOVES: frozenset[tuple[LifeMonthStatus, LifeMonthStatus]] = frozenset(
    {
        (L.PLANNED, L.FUNDED),
        (L.FUNDED, L.SENT),
        (L.FUNDED, L.ACTIVE),
        (L.SENT, L.ACTIVE),
        (L.SENT, L.FUNDED),
        (L.PLANNED, L.RELEASED),
        (L.FUNDED, L.RELEASED),
        (L.FUNDED, L.PLANNED),
        (L.ACTIVE, L.RELEASED),
    }
)
"""A rejected person leaves the seat: the month goes from sent back to funded and waits for the next in order. Somebody
who is active already needs no file for later months: the monthly confirmation takes them from funded to active. Money
that a card holder or a provider takes back leaves an unused month, which waits for other: funded -> planned. A month
that was active for somebody who had left ends when BPJS Kesehatan gives it back: active -> released."""

LIVE_MONTH = text("resident_id IS NOT NULL AND status <> 'released'")


class LifeMonth(Model):
    """A seat of a pledge in one calendar month: who sits in it, and how far it is.

    The number of rows is the commitment and never changes; succession changes who sits in a seat. Sentence one of the
    design is the unique index, sentence two the check and its foreign key.
    """

    __tablename__ = "life_month"
    __table_args__ = (
        Index(
            "uq_life_month_live_resident",
            "month",
            "resident_id",
            unique=True,
            sqlite_where=LIVE_MONTH,
            postgresql_where=LIVE_MONTH,
        ),
        Index(None, "pledge_id", "status", "month"),
        Index(None, "resident_id"),
        CheckConstraint("seat > 0", name="seat"),
        CheckConstraint("tariff > 0", name="tariff"),
        CheckConstraint("status IN ('planned', 'released') OR funded_by IS NOT NULL", name="funded_by_money"),
        CheckConstraint("status NOT IN ('sent', 'active') OR resident_id IS NOT NULL", name="somebody_sits"),
    )

    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), primary_key=True)
    month: Mapped[Month] = mapped_column(primary_key=True)
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), primary_key=True)
    seat: Mapped[int] = mapped_column(primary_key=True)
    """1..lives, in pool order."""
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    status: Mapped[LifeMonthStatus]
    tariff: Mapped[Money]
    funded_by: Mapped[int | None] = mapped_column(ForeignKey("journal.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("journal.id"))


class FundingLine(Model):
    """The rupiah of one payer in one life-month: the subledger under one control transfer per payer and month.

    A transfer is one payer's, a pledge one district's: neither belongs to the key.
    """

    __tablename__ = "funding_line"
    __table_args__ = (
        own_key(
            ["district_id", "month", "pledge_id", "seat"],
            ["life_month.district_id", "life_month.month", "life_month.pledge_id", "life_month.seat"],
        ),
        own_key(["payer_id"], ["payer.id"]),
        own_key(["transfer_id"], ["transfer.id"]),
        CheckConstraint("amount > 0", name="amount"),
        Index(None, "transfer_id"),
        {"sqlite_with_rowid": False},
    )

    district_id: Mapped[int]
    month: Mapped[Month] = mapped_column(primary_key=True)
    pledge_id: Mapped[int] = mapped_column(primary_key=True)
    seat: Mapped[int] = mapped_column(primary_key=True)
    payer_id: Mapped[int]
    transfer_id: Mapped[int] = mapped_column(primary_key=True)
    amount: Mapped[Money]


append_only("funding_line")
stands_on(
    "funding_line", "life_month", {key: key for key in ("district_id", "month", "pledge_id", "seat")}, shared=False
)
stands_on("funding_line", "payer", {"payer_id": "id"}, shared=True)
stands_on("funding_line", "transfer", {"transfer_id": "id"}, shared=True)


class LifeMonthChange(Model):
    """What happened to a life-month: the trail that seals and certificates stand on."""

    __tablename__ = "life_month_change"
    __table_args__ = (Index(None, "pledge_id", "month", "seat"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int]
    month: Mapped[Month]
    pledge_id: Mapped[int]
    seat: Mapped[int]
    resident_id: Mapped[int | None]
    status: Mapped[LifeMonthStatus]
    reason: Mapped[str]
    """seated, funded, sent, confirmed, rejected, succeeded, exited, released, repriced, unfunded, slid, slid here,
    credited."""
    at: Mapped[datetime] = mapped_column(default=now)


append_only("life_month_change")


class BatchKind(StrEnum):
    """What BPJS Kesehatan is to do with the people of a file."""

    NEW = "new"
    REACTIVATED = "reactivated"
    CHANGED = "changed"
    ENDED = "ended"


REGISTERING = (BatchKind.NEW, BatchKind.REACTIVATED)
"""Files whose answer makes somebody active; the others tell what became of people who are or were."""


class BatchStatus(StrEnum):
    """built -> sent -> answered (also in parts). What is thrown away before it is sent leaves a `DiscardedBatch`."""

    BUILT = "built"
    SENT = "sent"
    ANSWERED = "answered"


class Batch(Model):
    """One file of people to BPJS Kesehatan for one month of registration."""

    __tablename__ = "batch"
    __table_args__ = (UniqueConstraint("district_id", "number"), Index(None, "district_id", "status"))

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    number: Mapped[str]
    month: Mapped[Month]
    kind: Mapped[BatchKind] = mapped_column(default=BatchKind.NEW, server_default=BatchKind.NEW.value)
    is_urgent: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A file of one person from a hospital bed: it makes somebody active on the day of its answer."""
    status: Mapped[BatchStatus]
    form_id: Mapped[int | None] = mapped_column(ForeignKey("sheet_form.id"))
    """The columns it went out with; none for the shipped ones."""
    file_hash: Mapped[str | None]
    built_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    built_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None]
    letter_number: Mapped[str | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None]


class DiscardedBatch(Model):
    """A file that was thrown away before it went out: its number is not given again."""

    __tablename__ = "discarded_batch"
    __table_args__ = (UniqueConstraint("district_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    number: Mapped[str]
    month: Mapped[Month]
    kind: Mapped[BatchKind]
    lines: Mapped[int]
    built_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    built_at: Mapped[datetime]
    discarded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    discarded_at: Mapped[datetime] = mapped_column(default=now)
    reason: Mapped[str]


append_only("discarded_batch")


class LineStatus(StrEnum):
    """waiting -> accepted | rejected."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class BatchLine(Model):
    """One person in such a file, and the answer."""

    __tablename__ = "batch_line"
    __table_args__ = (UniqueConstraint("batch_id", "resident_id"), Index(None, "batch_id", "status"))

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int]
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"))
    seat: Mapped[int]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    status: Mapped[LineStatus]
    code: Mapped[str | None]
    card_number: Mapped[str | None]
    """13 digits, given by BPJS Kesehatan."""
    answered_at: Mapped[datetime | None]
