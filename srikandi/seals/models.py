"""Blocks that seal what was written: their ranges, one a stream, and packs of marks that name the row that is wrong."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model, Trigger, append_only, register


class SealBlock(Model):
    """One signed head: what it seals, the block before it, and the keyed link that ties both."""

    __tablename__ = "seal_block"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sealed_at: Mapped[datetime] = mapped_column(default=now)
    previous: Mapped[bytes]
    """SHA-256 of the head before; zeros before the first."""
    chain_key: Mapped[str]
    """The id of the chain key; the key itself is outside the database."""
    chain: Mapped[bytes]
    signing_key: Mapped[str]
    public_key: Mapped[bytes]
    head: Mapped[bytes] = mapped_column(unique=True)
    """SHA-256 of the signed text: what is published, mailed and printed."""
    signature: Mapped[bytes]


class SealRange(Model):
    """What one block seals of one stream: the rows after the block before, up to `to_id`."""

    __tablename__ = "seal_range"
    __table_args__ = (Index(None, "stream", "to_id"),)

    block: Mapped[int] = mapped_column(ForeignKey("seal_block.number"), primary_key=True)
    stream: Mapped[str] = mapped_column(primary_key=True)
    to_id: Mapped[int]
    count: Mapped[int]
    total: Mapped[int]
    """Rows sealed so far, this block's included."""
    root: Mapped[bytes]


class SealPack(Model):
    """Up to 1,024 neighbouring rows of a range: the root over them, and a mark for each."""

    __tablename__ = "seal_pack"
    __table_args__ = (ForeignKeyConstraint(["block", "stream"], ["seal_range.block", "seal_range.stream"]),)

    block: Mapped[int] = mapped_column(primary_key=True)
    stream: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    last_id: Mapped[int]
    root: Mapped[bytes]
    marks: Mapped[bytes]
    """32 bytes a row: its id, a keyed mark over it and the id before, and four bytes for each kind of column."""


append_only("seal_block")
append_only("seal_range")
append_only("seal_pack")


def refuse_below_seal(table: str, stream: str, *, column: str = "id", is_bulk: bool = False) -> None:
    """Refuse rows that would stand in what a block has sealed already.

    PostgreSQL looks once a statement. SQLite looks at each row, and for a table whose rows come by the hundred thousand
    (`is_bulk`) not at all: there the one who writes them asks `stay_above_seal` first.
    """
    sealed = f"(SELECT max(to_id) FROM {{0}}seal_range WHERE stream = '{stream}')"  # noqa: S608 - names from our own code
    own = sealed.format("public.")  # A temporary table of this name would be found first.
    stop = f"{table}: what is sealed takes no further row"
    refusal = f"RAISE EXCEPTION '{stop}' USING ERRCODE = 'integrity_constraint_violation';"
    row_by_row = {"AFTER INSERT": f"SELECT RAISE(ABORT, '{stop}') WHERE NEW.{column} <= {sealed.format('')};"}
    register(
        Trigger(
            name=f"{table}_after_seal",
            table=table,
            when="AFTER INSERT",
            each="STATEMENT",
            referencing="REFERENCING NEW TABLE AS fresh",
            sqlite={} if is_bulk else row_by_row,
            postgresql=f"IF (SELECT min({column}) FROM fresh) <= {own} THEN {refusal} END IF;",  # noqa: S608 - our own names
        )
    )
