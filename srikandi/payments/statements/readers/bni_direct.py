"""BNI Direct: the account only in the file's name, pipes in the text, a header on every page, seldom a balance."""

from __future__ import annotations

from srikandi.payments.statements.figures import balance_of, read_day, signed_by_columns
from srikandi.payments.statements.lines import Statement, StatementLine
from srikandi.payments.statements.readers.tables import Layout, Row, Table, account_in_filename, finish


def read(table: Table) -> Statement:
    """Give the statement. Raises: StatementRefused."""
    return finish(LAYOUT.name, [_line(table, row) for row in table.rows], account=account_in_filename(table))


def _line(table: Table, row: Row) -> StatementLine:
    description = table.cell(row, "description").rstrip()
    journal = table.cell(row, "journalno").strip(" '") or None
    return StatementLine(
        index=0,
        number=row.number,
        booked_on=read_day(table.cell(row, "postdate"), line=row.number),
        amount_sen=signed_by_columns(table.cell(row, "debit"), table.cell(row, "credit"), line=row.number),
        description=description,
        texts=tuple(part.strip() for part in description.split("|") if part.strip()),
        bank_reference=journal,
        trace=journal,
        balance_sen=balance_of(table.cell(row, "balance"), line=row.number),
    )


LAYOUT = Layout(
    "bni-direct", frozenset({"postdate", "valuedate", "branch", "journalno", "description", "debit", "credit"}), read
)
