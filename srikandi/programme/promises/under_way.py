"""Whose money is on its way: nobody is reminded who has paid already, as far as anything here can know."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.payments import BankStatement, Payment, PaymentStatus, ProposalPart, Route, StatementLine, find_references

UNDER_WAY = (PaymentStatus.CLAIMED, PaymentStatus.SEEN)
A_CARD_PAGE = timedelta(hours=24)
"""How long a provider keeps a payment page open."""
UNTIL_FINAL = timedelta(days=7)
"""A line the bank has not made final for a week is not on its way any more."""


def payers_paying(session: Session, district_id: int, *, references: Mapping[str, int], at: datetime) -> set[int]:
    """Give the payers (reference -> payer) of a district from whom money is on its way.

    A payment claimed or seen, a card page still open, a statement line a person is looking at, or one the bank itself
    has not made final.
    """
    return (
        _with_payment(session, district_id, at=at)
        | _with_line(session, district_id, references=references)
        | _pending(session, district_id, references=references, at=at)
    )


def _with_payment(session: Session, district_id: int, *, at: datetime) -> set[int]:
    is_open = (Payment.route != Route.STRIPE) | (Payment.status == PaymentStatus.SEEN)
    asked = select(Payment.payer_id).where(
        Payment.district_id == district_id,
        Payment.status.in_(UNDER_WAY),
        is_open | (Payment.created_at > at - A_CARD_PAGE),
    )
    return set(session.scalars(asked))


def _with_line(session: Session, district_id: int, *, references: Mapping[str, int]) -> set[int]:
    """Money in suspense: whoever is proposed for it, or might have sent it."""
    own = StatementLine.district_id == district_id
    waits = own, StatementLine.action == "review", StatementLine.amount_sen > 0
    found: set[int] = set()
    for reference, candidates in session.execute(
        select(StatementLine.reference, StatementLine.candidates).where(*waits)
    ):
        named = [reference, *(one["reference"] for one in candidates or ())]
        found |= {references[one] for one in named if one in references}
    proposed = select(ProposalPart.payer_id).join(StatementLine, StatementLine.id == ProposalPart.line_id)
    is_open = StatementLine.proposal_id == ProposalPart.proposal_id
    return found | set(session.scalars(proposed.where(*waits, is_open)))


def _pending(session: Session, district_id: int, *, references: Mapping[str, int], at: datetime) -> set[int]:
    """Money the bank has seen but not booked, in the newest statement of each account while it is new."""
    newest = select(func.max(BankStatement.id)).where(BankStatement.district_id == district_id)
    newest = newest.where(BankStatement.voided_at.is_(None))
    asked = select(BankStatement.pending).where(
        BankStatement.id.in_(newest.group_by(BankStatement.account_id)),
        BankStatement.imported_at > at - UNTIL_FINAL,
    )
    texts = [str(row[3]) for pending in session.scalars(asked) for row in pending if int(row[2]) > 0]
    named = {str(found) for text in texts for found in find_references(text).references}
    return {references[one] for one in named if one in references}
