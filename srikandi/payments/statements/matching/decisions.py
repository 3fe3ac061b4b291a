"""What is decided about a line, in the words that files, pages and counters share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from srikandi.payments.references import PaymentReference
from srikandi.payments.statements.lines import StatementLine


@dataclass(frozen=True, slots=True)
class Bill:
    """A sum somebody was asked to pay, under a reference, perhaps also to a virtual account."""

    reference: PaymentReference
    company: str
    amount_rupiah: int
    va: str | None = None


class Action(StrEnum):
    """What happens with a line."""

    CREDIT = "credit"
    REVIEW = "review"
    REVERSE = "reverse"
    IGNORE = "ignore"
    WAIT = "wait"
    VOIDED = "voided"
    """Said later, by two people: the file it came in is not what the bank's account went through."""


READ = tuple(one for one in Action if one is not Action.VOIDED)
"""What a reader may say of a line."""


class Code(StrEnum):
    """What is to be known about a line."""

    AMOUNT_DIFFERS = "AMOUNT_DIFFERS"
    PENDING = "PENDING"
    REF_CHECK_FAILED = "REF_CHECK_FAILED"
    REF_CUT = "REF_CUT"
    REF_NONE = "REF_NONE"
    REF_SEVERAL = "REF_SEVERAL"
    REF_UNKNOWN = "REF_UNKNOWN"
    REPAID = "REPAID"
    REVERSAL = "REVERSAL"
    TWIN = "TWIN"
    VIA_VA = "VIA_VA"


class Reason(StrEnum):
    """Why a bill is suggested."""

    WRITTEN = "written"
    STARTS_ALIKE = "starts_alike"
    ONE_SIGN_OFF = "one_sign_off"
    SAME_AMOUNT = "same_amount"
    SAME_COMPANY = "same_company"
    QRIS_SUM = "qris_sum"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A bill a person may choose, and why it is offered."""

    reference: PaymentReference
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one bill gets of a line."""

    reference: PaymentReference
    amount_sen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDecision:
    """What one line means. `parts` is filled for credits; `reverses` and `twin_of` name the other line."""

    line: StatementLine
    action: Action
    reference: PaymentReference | None = None
    parts: tuple[Part, ...] = ()
    codes: tuple[Code, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    reverses: StatementLine | None = None
    twin_of: StatementLine | None = None
