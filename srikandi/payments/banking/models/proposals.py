"""What one person proposes about lines or a whole file, and another confirms."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model
from srikandi.money import ZERO, Money


class ProposalKind(StrEnum):
    """What somebody proposes for lines: whose their money is, or that it was given to the wrong payer."""

    MATCH = "match"
    CORRECT = "correct"


class ProposalStatus(StrEnum):
    """proposed -> confirmed | withdrawn."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


PROPOSAL_MOVES: frozenset[tuple[ProposalStatus, ProposalStatus]] = frozenset(
    {
        (ProposalStatus.PROPOSED, ProposalStatus.CONFIRMED),
        (ProposalStatus.PROPOSED, ProposalStatus.WITHDRAWN),
    }
)


class Proposed:
    """What one person proposes and another confirms, or somebody takes back."""

    status: Mapped[ProposalStatus]
    reason: Mapped[str]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Nobody, when the bank took the money back before anybody decided."""
    decided_at: Mapped[datetime | None]
    decided_reason: Mapped[str | None]


def _two_people() -> tuple[CheckConstraint, CheckConstraint]:
    """Who confirms is not who proposed, and whatever is decided says when."""
    return (
        CheckConstraint(
            "status <> 'confirmed' OR (decided_by IS NOT NULL AND decided_by <> proposed_by)", name="two_people"
        ),
        CheckConstraint("status = 'proposed' OR decided_at IS NOT NULL", name="decided"),
    )


def _one_standing(table: str, column: str) -> Index:
    """Of what was proposed about one thing, one stands at most; what was taken back does not count."""
    stands = text("status <> 'withdrawn'")
    return Index(f"uq_{table}_standing", column, unique=True, sqlite_where=stands, postgresql_where=stands)


class LineProposal(Proposed, Model):
    """What one person says about the money of one or several lines; another confirms it, or it is taken back."""

    __tablename__ = "line_proposal"
    __table_args__ = (
        *_two_people(),
        Index(None, "district_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    kind: Mapped[ProposalKind]


class ProposalPart(Model):
    """What one payer gets of one line, or gives back."""

    __tablename__ = "line_proposal_part"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        UniqueConstraint("proposal_id", "line_id", "payer_id"),
        Index(None, "line_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("line_proposal.id"))
    line_id: Mapped[int] = mapped_column(ForeignKey("statement_line.id"))
    payer_id: Mapped[int] = mapped_column(ForeignKey("payer.id"))
    amount: Mapped[Money]
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"))
    """The payment a match has made; written when it is confirmed."""


class StatementVoid(Proposed, Model):
    """What one person says about a whole file: none of it is true. Another confirms it, or it is taken back."""

    __tablename__ = "statement_void"
    __table_args__ = (
        *_two_people(),
        _one_standing("statement_void", "statement_id"),
        Index(None, "district_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    statement_id: Mapped[int] = mapped_column(ForeignKey("bank_statement.id"))


class LineWriteOff(Proposed, Model):
    """What one person says about money a bank took back after it was used: book it, the rest as a loss.

    Another confirms it, or it is taken back.
    """

    __tablename__ = "line_write_off"
    __table_args__ = (
        *_two_people(),
        _one_standing("line_write_off", "line_id"),
        Index(None, "district_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    line_id: Mapped[int] = mapped_column(ForeignKey("statement_line.id"))
    loss: Mapped[Money | None]
    """What nobody's money has made good until now; written when it is confirmed."""


class WriteOffPart(Model):
    """What one payer had got of a line that a bank took back, and what has been made good of it since."""

    __tablename__ = "line_write_off_part"
    __table_args__ = (
        CheckConstraint("credited > 0", name="credited"),
        CheckConstraint("made_good BETWEEN 0 AND credited", name="made_good"),
        UniqueConstraint("write_off_id", "payer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    write_off_id: Mapped[int] = mapped_column(ForeignKey("line_write_off.id"))
    payer_id: Mapped[int] = mapped_column(ForeignKey("payer.id"))
    credited: Mapped[Money]
    made_good: Mapped[Money] = mapped_column(default=ZERO, server_default=text("0"))
    """Out of the payer's unused money, or of a refund that came back."""
