"""A month's end told over HTTP: thirty active, thirty-one billed, found, explained, paid, closed and printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from srikandi.cli.demo.cast import BCA
from srikandi.money import ZERO, Money
from tests.journeys import steps
from tests.journeys.town import Town, done, link, links, words

BEGIN = datetime(2026, 10, 5, 3, tzinfo=UTC)
END = datetime(2026, 12, 3, 3, tzinfo=UTC)
PREMIUM = Money(1_134_000)
MONTH = "/tutup-bulan/1/2026-11"


@dataclass
class Month:
    """November of the town: where it is closed, and the numbers the branch was sent."""

    town: Town
    niks: list[str]
    code: str
    """The company's payment reference, as printed."""

    def page(self, box: str) -> str:
        """Read the month's page as somebody sees it."""
        return words(self.town.at(box).get(MONTH))


def cover_thirty(town: Town) -> Month:
    """Thirty lives from November on, one of whom has died and was replaced; call it in October."""
    steps.import_residents(town, 44)
    steps.open_a_pool(town)
    company = steps.admit_a_company(town)
    steps.open_the_gate(town, company)
    pledge = done(company.submit("/perusahaan/komitmen/baru", {"lives": "30", "months": "6"}, action="/baru"))
    steps.approve_and_sign(town, pledge)
    payer = link(company, pledge, r"/perusahaan/pembayaran/baru/\d+")
    (code,) = set(re.findall(r"SRK-\w{4}-\w{4}", words(company.get(f"{payer}/transfer"))))
    steps.pay_by_transfer(town, company, payer, amount=Money(6_804_000))
    first = steps.send_a_batch(town)
    sent = niks_in(town, first)
    steps.answer_a_batch(town, first, rejected={7})
    second = steps.send_a_batch(town)
    steps.answer_a_batch(town, second, rejected=set())
    return Month(town, [*sent, *niks_in(town, second)], code)


def niks_in(town: Town, batch: str) -> list[str]:
    """Read the numbers of a file as the branch takes it."""
    taken = town.at("branch").submit(batch, action="/unduh")
    rows = CalamineWorkbook.from_filelike(BytesIO(taken.data)).get_sheet_by_index(0).to_python()
    column = rows[0].index("NIK")
    return [str(row[column]) for row in rows[1:]]


def state_the_bill(month: Month, *, lives: int, sum_: str) -> None:
    """The branch types its bill and hands over the list of whom it bills."""
    people = "\n".join(["PSNOKA;NIK;NAMA;SEGMEN", *(f";{nik};WARGA;PBPU PEMDA" for nik in month.niks[:lives])])
    typed = {
        "number": "TGH/1901/11/2026",
        "headcount": str(lives),
        "amount": sum_,
        "due_on": "2026-11-10",
        "list": (people.encode(), "tagihan-november.csv"),
    }
    done(month.town.at("branch").submit(f"{MONTH}/tagihan", typed))


def pay_it_on(month: Month) -> None:
    """One treasurer prepares the remittance, the bank's file shows it leave, another treasurer books it."""
    treasurer, other = month.town.at("treasurer"), month.town.at("treasurer2")
    form = treasurer.submit(f"{MONTH}/setoran", {"amount": "1.134.000"})
    here = done(form)
    assert "Menunggu orang lain" in words(treasurer.get(here))
    content = bca_outgoing(PREMIUM, on=date(2026, 11, 9), opening=Money(31_804_000))
    sent = {**steps.bca_account(treasurer), "file": (content, "november.csv")}
    done(treasurer.submit("/bendahara/rekening-koran/impor", sent))
    (line,) = re.findall(r'<option value="(\d+)">09-11-2026', other.get(here).text)
    done(other.submit(here, {"line": line}, action="/bukukan"))
    assert "Dibukukan" in words(other.get(here))


def bring_a_late_line(month: Month) -> str:
    """Import November's file once more, now with a transfer nobody had seen; gives the statement's words."""
    treasurer = month.town.at("treasurer")
    opening = Money(31_804_000)
    content = bca_outgoing(PREMIUM, on=date(2026, 11, 9), opening=opening, late=month.code)
    sent = {**steps.bca_account(treasurer), "file": (content, "november-lagi.csv")}
    return words(treasurer.get(done(treasurer.submit("/bendahara/rekening-koran/impor", sent))))


def explain_everything(month: Month, *, box: str = "treasurer") -> list[str]:
    """Give every difference its owner and follow-up; say which ones there were."""
    browser, told = month.town.at(box), []
    while open_ones := _open(browser):
        page = browser.get(open_ones[0])
        told.append(words(page))
        (office,) = re.findall(r'<option value="(\d+)">BPJS', page.text)
        said = {"owner": office, "owner_name": "Sari Wulandari", "follow_up": "Dikeluarkan dari tagihan Desember."}
        done(browser.submit(open_ones[0], said))
    return told


def _open(browser: Any) -> list[str]:
    page = browser.get(MONTH)
    return [one for one in links(page, r"/tutup-bulan/selisih/\d+") if _is_open(page.text, one)]


def _is_open(text: str, address: str) -> bool:
    row = next(row for row in text.split("<tr") if f'href="{address}"' in row)
    return "Belum dijelaskan" in row


def bca_outgoing(amount: Money, *, on: date, opening: Money, late: str = "") -> bytes:
    """Give a KlikBCA Bisnis file of November: one line of money out, and perhaps a transfer of its last day.

    `late` is the payment reference that transfer carries.
    """
    note = f"TRSF E-BANKING DB {on:%d%m}/FTSCY/WS95031 {amount.rupiah:>15}.00BPJS KESEHATAN IURAN PBPU PEMDA"
    closing, came = opening - amount, Money(75_600) if late else ZERO
    more = f"TRSF E-BANKING CR 3011/FTSCY/WS95051 {came.rupiah:>15}.00{late} IURAN JKN"
    rows: Iterable[str] = [
        '"Informasi Rekening - Mutasi Rekening"," "," "," "," ",',
        "",
        f'"No. rekening : {BCA.number}"',
        f'"Nama : {BCA.holder}"',
        '"Periode : 01/11/2026 - 30/11/2026"',
        '"Kode Mata Uang : Rp"',
        '"Tanggal Transaksi","Keterangan","Cabang","Jumlah","Saldo"',
        f'"{on:%d/%m}","{note}","0000","{figure(amount)} DB","{figure(closing)}"',
        *([f'"30/11","{more}","0000","{figure(came)} CR","{figure(closing + came)}"'] if late else []),
        f'"Saldo Awal : {figure(opening)}"',
        f'"Mutasi Debet : {figure(amount)}","1"',
        f'"Mutasi Kredit : {figure(came)}","{1 if late else 0}"',
        f'"Saldo Akhir : {figure(closing + came)}"',
    ]
    return "\r\n".join([*rows, ""]).encode()


def figure(amount: Money) -> str:
    """Write a sum as the bank does."""
    return f"{amount.rupiah:,}.00"
