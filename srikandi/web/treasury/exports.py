"""Tables for a spreadsheet: semicolons, a mark that tells its encoding, and no cell that could be a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import documents
from srikandi.i18n import N_
from srikandi.money import SEN
from srikandi.payments import StatementLine
from srikandi.payments.banking import Waiting
from srikandi.payments.cards import Payout, PayoutStatus

CSV = "text/csv; charset=utf-8"
STANDINGS = {
    PayoutStatus.ON_THE_WAY: N_("Dalam perjalanan"),
    PayoutStatus.ARRIVED: N_("Sampai di rekening"),
    PayoutStatus.FAILED: N_("Gagal"),
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def suspense_csv(waiting: Iterable[Waiting]) -> Response:
    """Give money that waits, with its age and what is proposed for it."""
    header = [
        gettext("Tanggal"),
        gettext("Umur (hari)"),
        gettext("Rekening"),
        gettext("Jumlah"),
        gettext("Di buku, rupiah bulat"),
        gettext("Keterangan bank"),
        gettext("Rujukan bank"),
        gettext("Catatan"),
        gettext("Keadaan"),
    ]
    rows = [
        [
            one.line.booked_on.isoformat(),
            str(one.days),
            f"{one.account.bank} {one.account.number}",
            sheet_sum(one.line.amount_sen),
            str(one.line.amount_sen // SEN),
            one.line.description,
            one.line.bank_reference or "",
            " ".join(one.line.codes),
            gettext("Menunggu persetujuan") if one.proposal else gettext("Menunggu usulan"),
        ]
        for one in waiting
    ]
    return _file("uang-belum-dikenali.csv", [header, *rows])


def payouts_csv(payouts: Iterable[Payout]) -> Response:
    """Give the payouts of the card provider, with where each one is."""
    header = [
        gettext("Dikirim"),
        gettext("Perkiraan sampai"),
        gettext("Nama di penyedia"),
        gettext("Jumlah"),
        gettext("Keadaan"),
        gettext("Sebab gagal"),
    ]
    rows = [
        [
            one.sent_at.date().isoformat(),
            one.arrives_on.isoformat(),
            one.external_reference,
            sheet_sum(one.amount_sen),
            gettext(STANDINGS[one.status]),
            one.failure or "",
        ]
        for one in payouts
    ]
    return _file("pencairan-kartu.csv", [header, *rows])


def decisions_csv(filename: str, lines: Iterable[StatementLine]) -> Response:
    """Give what was decided for every new line of a statement: a row for each credited part."""
    header = ["line", "action", "reference", "amount", "codes", "date", "description"]
    rows = [
        [
            str(line.line),
            line.action,
            reference,
            sheet_sum(sen),
            " ".join(line.codes),
            str(line.booked_on),
            line.description,
        ]
        for line in lines
        for reference, sen in (line.parts or [(line.reference or "", line.amount_sen)])
    ]
    return _file(filename, [header, *rows])


def sheet_sum(sen: int) -> str:
    """Write a sum as a spreadsheet here reads it: whole rupiah as a whole number, sen behind a comma."""
    sign, rest = "-" if sen < 0 else "", abs(sen) % SEN
    return f"{sign}{abs(sen) // SEN}" + (f",{rest:02d}" if rest else "")


def _file(filename: str, rows: Sequence[Sequence[str]]) -> Response:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([[_plain(cell) for cell in row] for row in rows])
    leaving = documents.attachment(("\ufeff" + text.getvalue()).encode(), filename=filename, media_type=CSV)
    return Response(leaving.content, headers=leaving.headers)


def _plain(cell: str) -> str:
    """Give a cell no spreadsheet computes; a negative number stays one."""
    is_number = cell.lstrip("-").replace(",", "", 1).isdecimal()
    return f"'{cell}" if cell.startswith(_FORMULA) and not is_number else cell
