"""Where bank, book and BPJS list differ, why, and the proposal two people sign."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Enum, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import Month, now
from srikandi.database import Json, Model
from srikandi.money import Money
from srikandi.tariffs import Basis


class DifferenceKind(StrEnum):
    """What does not agree with what."""

    NOT_BILLED = "not_billed"
    """We have active people, BPJS has sent no bill."""
    HEADCOUNT = "headcount"
    """The bill without a list counts other people than we do."""
    BILL_TOTAL = "bill_total"
    """The bill is not the sum of its own list."""
    NOT_LISTED = "not_listed"
    LISTED_ONLY = "listed_only"
    STRANGER = "stranger"
    TWICE = "twice"
    OTHER_MONTH = "other_month"
    OTHER_SEGMENT = "other_segment"
    OTHER_SUM = "other_sum"
    NOT_ACTIVE = "not_active"
    """Life-months with money on them that were not confirmed."""
    NOT_REMITTED = "not_remitted"
    IN_TRANSIT = "in_transit"
    OUTGOING = "outgoing"
    """Money left the bank and nobody has said for what."""
    SUSPENSE = "suspense"
    CLEARING = "clearing"
    STATEMENT_GAP = "statement_gap"
    """The bank's statement does not reach the end of the month."""


BILLING = frozenset(
    {
        DifferenceKind.NOT_BILLED,
        DifferenceKind.HEADCOUNT,
        DifferenceKind.BILL_TOTAL,
        DifferenceKind.NOT_LISTED,
        DifferenceKind.LISTED_ONLY,
        DifferenceKind.STRANGER,
        DifferenceKind.TWICE,
        DifferenceKind.OTHER_MONTH,
        DifferenceKind.OTHER_SEGMENT,
        DifferenceKind.OTHER_SUM,
    }
)
"""Their rupiah add up to what is billed less what is active with us, to the last one."""


class Cause(StrEnum):
    """Why, in plain words."""

    DIED = "died"
    MOVED = "moved"
    LEFT = "left"
    LATE_ACTIVATION = "late_activation"
    DOUBLE_BILLED = "double_billed"
    NOT_ON_LIST = "not_on_list"
    NOT_OURS = "not_ours"
    NOT_FUNDED = "not_funded"
    PAID_DIRECT = "paid_direct"
    IN_TRANSIT = "in_transit"
    OTHER_SUM = "other_sum"
    OTHER_SEGMENT = "other_segment"
    UNKNOWN_MONEY = "unknown_money"
    NOT_YET_PAID = "not_yet_paid"
    NO_STATEMENT = "no_statement"
    OTHER = "other"


class DifferenceStatus(StrEnum):
    """open -> explained -> settled; gone when the figures agree after all."""

    OPEN = "open"
    EXPLAINED = "explained"
    SETTLED = "settled"
    GONE = "gone"


S = DifferenceStatus
DIFFERENCE_MOVES: frozenset[tuple[DifferenceStatus, DifferenceStatus]] = frozenset(
    {
        (S.OPEN, S.EXPLAINED),
        (S.OPEN, S.GONE),
        (S.EXPLAINED, S.EXPLAINED),
        (S.EXPLAINED, S.OPEN),
        (S.EXPLAINED, S.SETTLED),
        (S.EXPLAINED, S.GONE),
        (S.SETTLED, S.OPEN),
        (S.SETTLED, S.GONE),
        (S.GONE, S.OPEN),
    }
)
"""An explained difference whose figures move is open again; one that has gone may come back."""


PROPOSED = Enum(
    Cause, name="proposed", native_enum=False, create_constraint=True, values_callable=lambda words: [*map(str, words)]
)
"""Named apart: two columns of one kind of word would give their rules one name."""


class MonthDifference(Model):
    """Two of bank, book and BPJS list disagree: by how many lives and rupiah, why, and who sees to it."""

    __tablename__ = "month_difference"
    __table_args__ = (
        UniqueConstraint("district_id", "month", "kind", "subject"),
        CheckConstraint(
            "status NOT IN ('explained', 'settled') "
            "OR (cause IS NOT NULL AND owner_id IS NOT NULL AND owner_name IS NOT NULL AND follow_up IS NOT NULL)",
            name="explained",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    month: Mapped[Month]
    kind: Mapped[DifferenceKind]
    subject: Mapped[str]
    """What it is about, once a month and kind: `resident/12`, `line/3`, `bill/participant/7`."""
    segment: Mapped[Basis | None]
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    lives: Mapped[int]
    """Theirs less ours."""
    amount: Mapped[Money]
    """Theirs less ours."""
    proposed: Mapped[Cause] = mapped_column(PROPOSED)
    """What the records suggest."""
    status: Mapped[DifferenceStatus]
    cause: Mapped[Cause | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    owner_name: Mapped[str | None]
    follow_up: Mapped[str | None]
    outcome: Mapped[str | None]
    """What came of the follow-up."""
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    found_at: Mapped[datetime] = mapped_column(default=now)


class ProposalStatus(StrEnum):
    """proposed -> closed | withdrawn."""

    PROPOSED = "proposed"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


P = ProposalStatus
PROPOSAL_MOVES: frozenset[tuple[ProposalStatus, ProposalStatus]] = frozenset(
    {(P.PROPOSED, P.CLOSED), (P.PROPOSED, P.WITHDRAWN)}
)
LIVE_PROPOSAL = text("status <> 'withdrawn'")


class MonthProposal(Model):
    """One person's word for one institution that a month may be closed over exactly these figures and differences."""

    __tablename__ = "month_proposal"
    __table_args__ = (
        Index(
            "uq_month_proposal_live",
            "district_id",
            "month",
            unique=True,
            sqlite_where=LIVE_PROPOSAL,
            postgresql_where=LIVE_PROPOSAL,
        ),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> proposed_by", name="two_people"),
        CheckConstraint("confirmed_for IS NULL OR confirmed_for <> proposed_for", name="two_institutions"),
        CheckConstraint("status <> 'closed' OR confirmed_by IS NOT NULL", name="closed_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    month: Mapped[Month]
    status: Mapped[ProposalStatus]
    content_hash: Mapped[str]
    content: Mapped[Any] = mapped_column(Json)
    """The figures and differences as they were seen; what the minutes print."""
    proposed_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    proposed_for: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=now)
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    confirmed_for: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    confirmed_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None]
