"""KlikBCA Bisnis: quoted CSV with a title block, days without a year, and totals below."""

from __future__ import annotations

import re
from datetime import date

from srikandi.payments.statements.checks import Footer, check_footer
from srikandi.payments.statements.figures import balance_of, read_day, read_sen, signed_by_side
from srikandi.payments.statements.lines import Statement, StatementLine
from srikandi.payments.statements.readers.bca.notes import part
from srikandi.payments.statements.readers.tables import Layout, Row, Table, finish, only_rupiah, required

_LABELLED = re.compile(r"([A-Za-z. ]+?)\s*:\s*(.+)")
_FOOT = {"saldo awal", "mutasi debet", "mutasi kredit", "saldo akhir"}


def read(table: Table) -> Statement:
    """Give the statement. Raises: StatementRefused."""
    head = _labels(table.before)
    only_rupiah({required(_value(head, "kode mata uang"))})
    start, end = _period(head)
    rows = [row for row in table.rows if not _is_foot(row)]
    lines = [_line(table, row, start, end) for row in rows]
    foot = _labels([row for row in table.rows if _is_foot(row)])
    debit, debits = _total(foot, "mutasi debet")
    credit, credits_ = _total(foot, "mutasi kredit")
    check_footer(Footer(debit, credit, debits, credits_), lines)
    balances = tuple(
        read_sen(required(_value(foot, name)), line=foot[name][0])[0] for name in ("saldo awal", "saldo akhir")
    )
    account = required(_value(head, "no. rekening")).strip("' ")
    return finish(LAYOUT.name, lines, account=account, period=(start, end), balances=(balances[0], balances[1]))


def _labels(rows: list[Row]) -> dict[str, tuple[int, list[str]]]:
    found = ((row, _LABELLED.fullmatch(row.cells[0].strip())) for row in rows)
    return {match[1].strip().lower(): (row.number, [match[2], *row.cells[1:]]) for row, match in found if match}


def _value(labels: dict[str, tuple[int, list[str]]], name: str) -> str | None:
    return labels[name][1][0].strip() if name in labels else None


def _period(head: dict[str, tuple[int, list[str]]]) -> tuple[date, date]:
    first, _, last = required(_value(head, "periode")).partition(" - ")
    line = head["periode"][0]
    return read_day(first, line=line), read_day(last or first, line=line)


def _is_foot(row: Row) -> bool:
    return row.cells[0].partition(":")[0].strip().lower() in _FOOT


def _total(foot: dict[str, tuple[int, list[str]]], name: str) -> tuple[int, int | None]:
    required(_value(foot, name))
    line, cells = foot[name]
    count = cells[1].strip() if len(cells) > 1 else ""
    return read_sen(cells[0], line=line)[0], int(count) if count.isdecimal() else None


def _line(table: Table, row: Row, start: date, end: date) -> StatementLine:
    typed, description = table.cell(row, "tanggaltransaksi").strip("' "), table.cell(row, "keterangan")
    is_pending = typed.upper().startswith("PEND")
    texts, sender = part(description)
    return StatementLine(
        index=0,
        number=row.number,
        booked_on=end if is_pending else read_day(typed, line=row.number, start=start),
        amount_sen=signed_by_side(table.cell(row, "jumlah"), "", description, line=row.number),
        description=description,
        texts=texts,
        sender=sender,
        balance_sen=None if is_pending else balance_of(table.cell(row, "saldo"), line=row.number),
        is_pending=is_pending,
    )


LAYOUT = Layout("bca-bisnis", frozenset({"tanggaltransaksi", "keterangan", "cabang", "jumlah"}), read)
