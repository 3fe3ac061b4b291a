"""What `ledger verify` asks of the money under life-months, beside what the book asks of itself."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from srikandi import coverage
from srikandi.ledger import Finding, register_check

LINES = "funding lines"
MONTHS = "paid life-months"


def check_lines(session: Session) -> Iterator[Finding]:
    """Find control transfers that are not the sum of their lines."""
    for one in coverage.unbalanced_transfers(session):
        yield Finding(LINES, one.what, f"{one.expected} were committed, the lines add up to {one.found}")


def check_months(session: Session) -> Iterator[Finding]:
    """Find life-months that count as paid without the whole tariff in lines that name them."""
    for one in coverage.unpaid_months(session):
        yield Finding(MONTHS, one.what, f"the tariff is {one.expected}, the lines add up to {one.found}")


register_check(LINES, check_lines)
register_check(MONTHS, check_months)
