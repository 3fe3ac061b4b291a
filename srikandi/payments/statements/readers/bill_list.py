"""Somebody's own list of bills, to try a statement against: reference, company, amount, perhaps a virtual account."""

from __future__ import annotations

from srikandi.money import SEN
from srikandi.payments.references import NotAReference, PaymentReference
from srikandi.payments.statements.figures import read_sen
from srikandi.payments.statements.matching import Bill
from srikandi.payments.statements.readers.tables import Row, Table, decoded, find_table
from srikandi.payments.statements.refusals import BillsUnreadable, Damaged

_COLUMNS = frozenset({"reference", "company", "amount"})


def read_bills(content: bytes) -> list[Bill]:
    """Give the bills of a CSV with a header. Raises: StatementRefused."""
    found = find_table(decoded(content), (_COLUMNS,), filename="bills")
    if found is None:
        raise BillsUnreadable
    _, table = found
    return [_bill(table, row) for row in table.rows]


def _bill(table: Table, row: Row) -> Bill:
    sen, _ = read_sen(table.cell(row, "amount"), line=row.number)
    if sen <= 0 or sen % SEN:
        raise Damaged(line=row.number, what="jumlah tagihan bukan rupiah bulat")
    try:
        reference = PaymentReference.parse(table.cell(row, "reference"))
    except NotAReference as error:
        raise Damaged(line=row.number, what="kode bayarnya salah") from error
    va = table.cell(row, "va").strip(" '") or None
    return Bill(reference, table.cell(row, "company").strip(), sen // SEN, va)
