"""A statement file is read whole or refused whole, in words."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from srikandi.errors import Invalid
from srikandi.payments.statements import StatementRefused, read_statement, refusals

SAMPLES = Path(__file__).parents[2] / "data" / "statements"
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")
BCA = (SAMPLES / "bca-bisnis.csv").read_bytes()
MT940 = (SAMPLES / "mt940-daily.sta").read_bytes()
CAMT = (SAMPLES / "camt053-v2.xml").read_bytes()
KOPRA = (SAMPLES / "mandiri-kopra.csv").read_bytes()


def refused(content: bytes) -> type[Invalid]:
    with pytest.raises(StatementRefused) as refusal:
        read_statement(content, filename="mutasi.csv")
    assert "%(" not in str(refusal.value)
    return type(refusal.value)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", refusals.EmptyStatement),
        (b" \r\n\r\n", refusals.EmptyStatement),
        (b"%PDF-1.7 ...", refusals.PdfRefused),
        (b"PK\x03\x04xl/workbook.xml", refusals.WorkbookRefused),
        (b"Nama;Umur\nBudi;3\n", refusals.UnknownLayout),
        (b"\x89PNG\r\n\x1a\n\x00\x00", refusals.Damaged),
        (b"\x93\xfa\x96{", refusals.UnknownLayout),
        (KOPRA.split(b"\n")[0] + b"\n", refusals.EmptyStatement),
        (b"NOREK;014101009876543\nTransaksi tidak ditemukan\n", refusals.EmptyStatement),
        (KOPRA.replace(b";IDR;", b";USD;"), refusals.ForeignCurrency),
        (BCA.replace(b"Mata Uang : Rp", b"Mata Uang : USD"), refusals.ForeignCurrency),
        (MT940.replace(b"IDR", b"USD"), refusals.ForeignCurrency),
        (CAMT.replace(b'"IDR"', b'"USD"'), refusals.ForeignCurrency),
        (KOPRA.replace(b"1690009876543;IDR;05", b"1690009876599;IDR;05"), refusals.SeveralAccounts),
        (KOPRA.replace(b";24000000.00;0.00;639", b";24000000.00;5.00;639"), refusals.Damaged),
        (KOPRA.replace(b";24000000.00;0.00;639", b";25000000.00;0.00;639"), refusals.BalanceBroken),
        (KOPRA[:-400], refusals.Damaged),
        (BCA[:3000], refusals.Damaged),
        (b"\n".join(BCA.split(b"\n")[:20]), refusals.CutShort),
        (
            BCA.replace(b'"Mutasi Kredit : 251,268,365.45","33"', b'"Mutasi Kredit : 251,268,365.45","34"'),
            refusals.FooterDiffers,
        ),
        (BCA.replace(b'"Saldo Akhir : 785,', b'"Saldo Akhir : 786,'), refusals.SumsDiffer),
        (BCA.replace(b'"05/10"', b'"31/02"'), refusals.Damaged),
        (BCA.replace(b'"05/10"', b'"05/11"'), refusals.Damaged),
        (MT940.replace(b"C147867100,00N", b"C147.867.100,00N"), refusals.Damaged),
        (MT940.replace(b"IDR830204015,61", b"IDR830.204.015,61"), refusals.Damaged),
        (MT940.replace(b"C147867100,00N", b"C147867101,00N"), refusals.SumsDiffer),
        (MT940[:350], refusals.CutShort),
        (CAMT[:-3000], refusals.CutShort),
        (CAMT.replace(b"<Document", b'<!DOCTYPE x [<!ENTITY a "b">]><Document'), refusals.Damaged),
        (CAMT.replace(b">2400000.00<", b">2400001.00<"), refusals.SumsDiffer),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(content: bytes, why: type[Invalid]) -> None:
    assert refused(content) is why


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".csv"], ids=lambda path: path.name)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_a_file_was_saved_in_changes_nothing(path: Path, encoding: str) -> None:
    plain = read_statement(path.read_bytes(), filename=path.name)

    again = read_statement(path.read_bytes().decode("ascii").encode(encoding), filename=path.name)

    assert again == plain


def test_letters_outside_utf8_are_read_as_windows_writes_them() -> None:
    content = BCA.replace(b"PT TELUK SAMUDRA  ", b"PT TELUK SAM\xdaDRA  ")

    assert any("SAMÚDRA" in line.description for line in read_statement(content, filename="x.csv").lines)


def test_the_year_turns_inside_a_period_without_years() -> None:
    content = BCA.replace(b"01/10/2026 - 31/10/2026", b"01/12/2026 - 31/01/2027")
    for day in range(1, 32):
        month = b"12" if day <= 20 else b"01"
        content = content.replace(b'"%02d/10"' % day, b'"%02d/%s"' % (day, month))

    days = [line.booked_on.isoformat() for line in read_statement(content, filename="x.csv").lines]

    assert (days[0], days[20], days[-1]) == ("2026-12-01", "2027-01-22", "2027-01-31")


def test_rows_listed_newest_first_are_as_good() -> None:
    header, *rows = KOPRA.rstrip(b"\n").split(b"\n")

    turned = read_statement(b"\n".join([header, *rows[::-1]]), filename="x.csv")

    plain = read_statement(KOPRA, filename="x.csv")
    assert (turned.opening_sen, turned.closing_sen) == (plain.opening_sen, plain.closing_sen)


def test_a_windows_line_end_and_a_byte_order_mark_do_not_disturb_mt940() -> None:
    content = codecs.BOM_UTF8 + MT940.replace(b"\n", b"\r\n")

    lines = read_statement(content, filename="x.sta").lines

    assert [line.amount_sen for line in lines] == [
        line.amount_sen for line in read_statement(MT940, filename="x").lines
    ]


def test_a_bni_file_is_of_the_account_in_its_name() -> None:
    content = (SAMPLES / "bni-direct.csv").read_bytes()

    assert read_statement(content, filename="BNI_0987654321_okt.csv").account == "0987654321"
    assert read_statement(content, filename="mutasi.csv").account is None
