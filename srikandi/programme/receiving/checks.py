"""What `ledger verify` asks of bank lines: each stands in the book for what it is, and no part of one is missing."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.i18n import N_
from srikandi.ledger import Finding, register_check
from srikandi.money import ZERO
from srikandi.payments import LineProposal, ProposalKind, ProposalPart, ProposalStatus, StatementLine, banking
from srikandi.payments.refunding import RefundReturn

MATCHED = "matched lines"


def check_matched(session: Session) -> Iterator[Finding]:
    """Find confirmed matches whose parts are not the whole line, or whose parts made no payment."""
    bounced = select(RefundReturn.proposal_id)
    asked = (
        select(StatementLine, func.sum(ProposalPart.amount), func.count(ProposalPart.payment_id), func.count())
        .join(ProposalPart, ProposalPart.line_id == StatementLine.id)
        .join(LineProposal, LineProposal.id == ProposalPart.proposal_id)
        .where(LineProposal.kind == ProposalKind.MATCH, LineProposal.id.not_in(bounced))
        .where(LineProposal.status == ProposalStatus.CONFIRMED)
        .where(ProposalPart.payment_id.is_not(None) | (StatementLine.action == "credit"))
        .group_by(*StatementLine.__table__.c, LineProposal.id)
    )
    for line, given, paid, parts in session.execute(asked):
        whole = banking.whole(line)
        if (given or ZERO) != whole or paid != parts:
            yield Finding(MATCHED, f"statement_line/{line.id}", f"{whole} came in, its payers were given {given}")


register_check(MATCHED, check_matched, says=N_("Setiap mutasi yang dicocokkan orang terbagi habis kepada pembayarnya."))
