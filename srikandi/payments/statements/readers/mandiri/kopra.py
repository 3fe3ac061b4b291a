"""Mandiri Kopra (MCM 2): semicolons, no title and no footer, a balance on every row."""

from __future__ import annotations

import re

from srikandi.payments.statements.figures import balance_of, read_day, signed_by_columns
from srikandi.payments.statements.lines import Statement, StatementLine
from srikandi.payments.statements.readers.tables import Layout, Row, Table, finish, one_account, only_rupiah

_JOURNAL = re.compile(r"[A-Z]{2,}\d{8,}|\d{8,}[A-Z]+[A-Z0-9]*")


def journal_id(text: str) -> str | None:
    """Give the bank's own id at the start of a text."""
    first = text.split(maxsplit=1)[:1]
    return first[0] if first and _JOURNAL.fullmatch(first[0]) else None


def read(table: Table) -> Statement:
    """Give the statement. Raises: StatementRefused."""
    only_rupiah({table.cell(row, "ccy") for row in table.rows})
    lines = [_line(table, row) for row in table.rows]
    return finish(LAYOUT.name, lines, account=one_account(table, "accountno", table.rows))


def _line(table: Table, row: Row) -> StatementLine:
    more = table.cell(row, "additionaldesc").strip()
    reference = journal_id(more)
    remarks = table.cell(row, "remarks").rstrip()
    sender = (more.removeprefix(reference) if reference else more).strip() or None
    debit, credit = table.cell(row, "debitamount"), table.cell(row, "creditamount")
    return StatementLine(
        index=0,
        number=row.number,
        booked_on=read_day(table.cell(row, "postdate"), line=row.number),
        amount_sen=signed_by_columns(debit, credit, line=row.number),
        description=remarks,
        texts=(remarks, sender) if sender and sender not in remarks else (remarks,),
        sender=sender,
        bank_reference=reference,
        trace=reference,
        balance_sen=balance_of(table.cell(row, "closebalance"), line=row.number),
    )


LAYOUT = Layout(
    "mandiri-kopra",
    frozenset({"accountno", "postdate", "remarks", "additionaldesc", "creditamount", "debitamount", "closebalance"}),
    read,
)
