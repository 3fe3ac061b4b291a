"""Did money only take roads the chart knows?"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from srikandi.ledger.models import Account, Journal, Transfer
from srikandi.ledger.roads import ROADS, TURNED
from srikandi.ledger.verification.findings import Finding

KNOWN = frozenset((debit.value, credit.value) for debit, credit in ROADS)


def check_roads(session: Session) -> Iterator[Finding]:
    """Find the pairs of accounts no road joins; a reversal may take a road the other way."""
    debited, credited = aliased(Account), aliased(Account)
    is_reversal = Journal.reverses_id.is_not(None) | Journal.kind.in_(TURNED)
    asked = (
        select(debited.kind, credited.kind, is_reversal, func.min(Transfer.id), func.count())
        .join(debited, debited.id == Transfer.debit_account_id)
        .join(credited, credited.id == Transfer.credit_account_id)
        .join(Journal, Journal.id == Transfer.journal_id)
        .group_by(debited.kind, credited.kind, is_reversal)
    )
    for debit, credit, is_turned, first, count in session.execute(asked):
        if ((credit, debit) if is_turned else (debit, credit)) not in KNOWN:
            message = f"{count} transfer dari {credit} ke {debit}: jalan ini tidak dikenal."
            yield Finding("roads", f"transfer/{first}", message)
