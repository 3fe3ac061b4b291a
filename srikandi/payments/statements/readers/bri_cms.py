"""BRI CMS and QLola: many technical columns, a text for people in REMARK_CUSTOM, and lines that move nothing.

BRI adds an id to its texts only from the next day on, so that id never becomes part of a line's identity.
"""

from __future__ import annotations

import re

from srikandi.payments.statements.figures import balance_of, read_day, signed_by_columns
from srikandi.payments.statements.lines import Statement, StatementLine
from srikandi.payments.statements.readers.tables import Layout, Row, Table, finish, one_account
from srikandi.payments.statements.refusals import BalanceBroken

_REFERRAL = re.compile(r"\s*WS_OB;(\d+).*", re.DOTALL)


def read(table: Table) -> Statement:
    """Give the statement. Raises: StatementRefused."""
    rows = [row for row in table.rows if "tidak ditemukan" not in " ".join(row.cells).lower()]
    lines = [_line(table, row) for row in rows]
    return finish(LAYOUT.name, lines, account=one_account(table, "norek", rows))


def _line(table: Table, row: Row) -> StatementLine:
    raw = [table.cell(row, name).strip() for name in ("remarkcustom", "desktran", "trremk")]
    plain = list(dict.fromkeys(text for part in raw if (text := _REFERRAL.sub("", part).strip())))
    texts = tuple(text for text in plain if not any(other != text and other.startswith(text) for other in plain))
    referral = next((found for part in (*raw, table.cell(row, "tlbds2")) if (found := _REFERRAL.search(part))), None)
    debit = table.cell(row, "mutasidebet") or table.cell(row, "mutasidebit")
    amount = signed_by_columns(debit, table.cell(row, "mutasikredit"), line=row.number)
    before = balance_of(table.cell(row, "saldoawalmutasi"), line=row.number)
    after = balance_of(table.cell(row, "saldoakhirmutasi"), line=row.number)
    if before is not None and after is not None and before + amount != after:
        raise BalanceBroken(line=row.number)
    return StatementLine(
        index=0,
        number=row.number,
        booked_on=read_day(table.cell(row, "tgltran"), line=row.number),
        amount_sen=amount,
        description=next((part for part in raw if part), ""),
        texts=texts,
        trace=referral[1] if referral else None,
        balance_sen=after,
    )


LAYOUT = Layout("bri-cms", frozenset({"norek", "tgltran", "desktran", "mutasikredit"}), read)
