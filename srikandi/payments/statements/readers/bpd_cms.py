"""A regional development bank's CMS, in the columns of Bank Jatim: Indonesian decimals between semicolons."""

from __future__ import annotations

from srikandi.payments.statements.figures import balance_of, read_day, signed_by_columns
from srikandi.payments.statements.lines import Statement, StatementLine
from srikandi.payments.statements.readers.tables import Layout, Row, Table, finish, one_account, only_rupiah


def read(table: Table) -> Statement:
    """Give the statement. Raises: StatementRefused."""
    only_rupiah({table.cell(row, "currency") for row in table.rows})
    lines = [_line(table, row) for row in table.rows]
    return finish(LAYOUT.name, lines, account=one_account(table, "account", table.rows))


def _line(table: Table, row: Row) -> StatementLine:
    reference = table.cell(row, "referenceno").strip(" '") or None
    return StatementLine(
        index=0,
        number=row.number,
        booked_on=read_day(table.cell(row, "postdate"), line=row.number),
        amount_sen=signed_by_columns(table.cell(row, "debit"), table.cell(row, "credit"), line=row.number),
        description=table.cell(row, "description").rstrip(),
        bank_reference=reference,
        trace=reference,
        balance_sen=balance_of(table.cell(row, "balance"), line=row.number),
    )


LAYOUT = Layout(
    "bpd-cms",
    frozenset({"postdate", "effectivedate", "account", "description", "currency", "debit", "credit", "balance"}),
    read,
)
