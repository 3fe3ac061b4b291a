"""KlikBCA and myBCA for persons: unquoted CSV with apostrophes, the direction in a column without a name."""

from __future__ import annotations

from datetime import date

from srikandi.payments.statements.checks import Footer, check_footer
from srikandi.payments.statements.figures import balance_of, read_day, read_sen, signed_by_side
from srikandi.payments.statements.lines import Statement, StatementLine
from srikandi.payments.statements.readers.bca.notes import part
from srikandi.payments.statements.readers.tables import Layout, Row, Table, column, finish, only_rupiah, required
from srikandi.payments.statements.refusals import EmptyStatement

_FOOT = {"startingbalance", "credit", "debet", "endingbalance"}


def read(table: Table) -> Statement:
    """Give the statement. Raises: StatementRefused."""
    head = {column(row.cells[0]): row for row in table.before}
    foot = {column(row.cells[0]): row for row in table.rows if column(row.cells[0]) in _FOOT}
    only_rupiah({required(_value(head, "currency"))})
    rows = [row for row in table.rows if column(row.cells[0]) not in _FOOT]
    days = [read_day(row.cells[0], line=row.number) for row in rows if not _is_pending(row)]
    if not rows:
        raise EmptyStatement
    lines = [_line(table, row, max(days, default=date.min)) for row in rows]
    opening, credit, debit, closing = (
        _sen(foot, name) for name in ("startingbalance", "credit", "debet", "endingbalance")
    )
    check_footer(Footer(debit, credit), lines)
    account = required(_value(head, "accountno")).strip("' ")
    return finish(LAYOUT.name, lines, account=account, balances=(opening, closing))


def _value(rows: dict[str, Row], name: str) -> str | None:
    return rows[name].cells[-1].strip() if name in rows else None


def _sen(rows: dict[str, Row], name: str) -> int:
    return read_sen(required(_value(rows, name)), line=rows[name].number)[0]


def _is_pending(row: Row) -> bool:
    return row.cells[0].strip("' ").upper().startswith("PEND")


def _line(table: Table, row: Row, last_day: date) -> StatementLine:
    description, is_pending = table.cell(row, "description"), _is_pending(row)
    texts, sender = part(description)
    return StatementLine(
        index=0,
        number=row.number,
        booked_on=last_day if is_pending else read_day(row.cells[0], line=row.number),
        amount_sen=signed_by_side(table.cell(row, "amount"), table.cell(row, ""), description, line=row.number),
        description=description,
        texts=texts,
        sender=sender,
        balance_sen=None if is_pending else balance_of(table.cell(row, "balance"), line=row.number),
        is_pending=is_pending,
    )


LAYOUT = Layout("bca-personal", frozenset({"date", "description", "branch", "amount", "", "balance"}), read)
