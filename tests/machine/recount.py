"""The recount: everything added up again in plain SQL, by other words than our own."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import text
from sqlalchemy.orm import Session

NAMES = {
    "bank": "bank",
    "provider_clearing": "clearing",
    "prepaid_insurer": "prepaid",
    "suspense": "suspense",
    "premium_due": "premium",
    "provider_fees": "fees",
    "chargeback_receivable": "owed",
    "operator_losses": "losses",
    "payer_funds": "funds",
    "committed_funds": "committed",
    "refunds_due": "refunds",
}
OWNED = {"funds", "committed", "refunds"}
BALANCES = """
    SELECT kind, party_id, sum(amount) AS amount FROM (
        SELECT a.kind, a.party_id, CASE WHEN a.side = 'debit' THEN t.amount ELSE -t.amount END AS amount
        FROM transfer AS t JOIN account AS a ON a.id = t.debit_account_id
        UNION ALL
        SELECT a.kind, a.party_id, CASE WHEN a.side = 'credit' THEN t.amount ELSE -t.amount END
        FROM transfer AS t JOIN account AS a ON a.id = t.credit_account_id
    ) AS sides GROUP BY kind, party_id
"""
PRICES = "SELECT month, seat, tariff, status FROM life_month"
LINES = """
    SELECT l.month, l.seat, p.organisation_id, sum(f.amount) AS amount
    FROM life_month AS l
    JOIN transfer AS t ON t.journal_id = l.funded_by
    JOIN funding_line AS f ON f.transfer_id = t.id AND f.month = l.month AND f.seat = l.seat
    JOIN payer AS p ON p.id = f.payer_id
    WHERE l.status IN ('funded', 'sent', 'active')
    GROUP BY l.month, l.seat, p.organisation_id
"""
TWICE = """
    SELECT month, resident_id FROM life_month WHERE resident_id IS NOT NULL AND status <> 'released'
    GROUP BY month, resident_id HAVING count(*) > 1
"""
CONTROL = """
    SELECT t.id FROM transfer AS t JOIN journal AS j ON j.id = t.journal_id
    LEFT JOIN (SELECT transfer_id, sum(amount) AS amount FROM funding_line GROUP BY transfer_id) AS f
    ON f.transfer_id = t.id
    WHERE j.kind = 'funding' AND coalesce(f.amount, 0) <> t.amount
"""
INSIDE = """
    SELECT count(*) FROM journal AS j JOIN closed_month AS c ON c.district_id = j.district_id
    WHERE j.occurred_at < c.until_at
"""
TWIN = """
    SELECT r.id FROM journal AS r
    WHERE r.reverses_id IS NOT NULL
    AND (SELECT sum(amount) FROM transfer WHERE journal_id = r.id) IS DISTINCT FROM
        (SELECT sum(amount) FROM transfer WHERE journal_id = r.reverses_id)
"""


def balances(session: Session, payers: dict[int, int]) -> Counter[object]:
    """Give what stands on every account, by the model's names; `payers` maps an organisation to its payer."""
    found: Counter[object] = Counter()
    for kind, party, amount in session.execute(text(BALANCES)):
        name = NAMES.get(kind, kind)
        found[(name, payers[party]) if name in OWNED else name] += int(amount)
    return Counter({name: amount for name, amount in found.items() if amount})


def prices(session: Session) -> dict[tuple[int, int], tuple[int, str]]:
    """Give the tariff and state of each seat, by the month's number as it stands in the table."""
    return {(month, seat): (int(tariff), status) for month, seat, tariff, status in session.execute(text(PRICES))}


def lines(session: Session) -> dict[tuple[int, int], dict[int, int]]:
    """Give the rupiah each organisation has put into each paid seat."""
    found: dict[tuple[int, int], dict[int, int]] = {}
    for month, seat, organisation, amount in session.execute(text(LINES)):
        found.setdefault((month, seat), {})[organisation] = int(amount)
    return found


def is_whole(session: Session) -> bool:
    """Is nobody covered twice, every control transfer the sum of its lines, every reversal its original's twin?"""
    return not any(session.execute(text(one)).first() for one in (TWICE, CONTROL, TWIN))


def inside_closed(session: Session) -> int:
    """Count the journals dated before the end of a closed month."""
    return int(session.scalar(text(INSIDE)) or 0)
