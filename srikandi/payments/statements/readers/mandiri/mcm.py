"""Mandiri MCM: two columns called Description, no balance."""

from __future__ import annotations

from srikandi.payments.statements.figures import read_day, signed_by_columns
from srikandi.payments.statements.lines import Statement, StatementLine
from srikandi.payments.statements.readers.mandiri.kopra import journal_id
from srikandi.payments.statements.readers.tables import Layout, Row, Table, finish, one_account


def read(table: Table) -> Statement:
    """Give the statement. Raises: StatementRefused."""
    lines = [_line(table, row) for row in table.rows]
    return finish(LAYOUT.name, lines, account=one_account(table, "accountno", table.rows))


def _line(table: Table, row: Row) -> StatementLine:
    text, more = table.cell(row, "description").rstrip(), table.cell(row, "description", 1).strip()
    reference = journal_id(more) or table.cell(row, "referenceno").strip() or None
    return StatementLine(
        index=0,
        number=row.number,
        booked_on=read_day(table.cell(row, "date"), line=row.number),
        amount_sen=signed_by_columns(table.cell(row, "debit"), table.cell(row, "credit"), line=row.number),
        description=text,
        texts=tuple(dict.fromkeys(part for part in (text, more) if part)),
        bank_reference=reference,
        trace=reference,
    )


LAYOUT = Layout(
    "mandiri-mcm",
    frozenset({"accountno", "date", "valdate", "transactioncode", "description", "referenceno", "debit", "credit"}),
    read,
)
