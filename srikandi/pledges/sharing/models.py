"""How the payers of a promise come to an agreement: proposals, each organisation's own answer, and their history."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model
from srikandi.money import Money


class ProposalStatus(StrEnum):
    """open -> agreed (everybody said yes) | replaced (the leader proposed other shares)."""

    OPEN = "open"
    AGREED = "agreed"
    REPLACED = "replaced"


LIVE_PROPOSAL = text("status IN ('open', 'agreed')")


class ShareProposal(Model):
    """Who would pay how much of each life-month. Nobody becomes a payer before everybody has said yes."""

    __tablename__ = "share_proposal"
    __table_args__ = (
        UniqueConstraint("pledge_id", "version"),
        Index(
            "uq_share_proposal_live",
            "pledge_id",
            unique=True,
            sqlite_where=LIVE_PROPOSAL,
            postgresql_where=LIVE_PROPOSAL,
        ),
        CheckConstraint("version > 0", name="version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"))
    version: Mapped[int]
    status: Mapped[ProposalStatus]
    reason: Mapped[str | None]
    """Why the leader proposed other shares than before."""
    proposed_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=now)
    answer_until: Mapped[datetime]
    """Who has not answered by then can no longer: the leader proposes again."""


class Answer(StrEnum):
    """waiting -> accepted | declined; accepted -> declined until everybody has accepted."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class ShareLine(Model):
    """What one organisation is asked to pay of each life-month, and what its own officer said."""

    __tablename__ = "share_line"
    __table_args__ = (
        UniqueConstraint("proposal_id", "organisation_id"),
        Index(None, "organisation_id"),
        CheckConstraint("share > 0", name="share"),
        CheckConstraint("(answer = 'waiting') = (answered_by IS NULL)", name="answered_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("share_proposal.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    share: Mapped[Money]
    answer: Mapped[Answer]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None]
    reason: Mapped[str | None]
