"""The treasurer's Monday: a statement, money without a name, two who find its payer, a refund, and a clean book."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from srikandi import clock
from srikandi.cli.demo.cast import BCA
from tests.journeys import steps
from tests.journeys.town import COMPANY, a_town, done, link, links, words

PROMISE = {"lives": "2", "months": "3"}
COST, OVER, NAMELESS, OPENING = 226_800, 50_000, 75_600, 25_000_000
NUMBER = "7700123456"
BANK = "/bendahara/rekening-koran/impor"


@pytest.fixture
def town(app, session):
    return a_town(app)


def statement(moves, *, day, opening):
    """Give a KlikBCA file of one day: (rupiah, note) each, minus for what went out."""
    balance, rows = opening, []
    for rupiah, note in moves:
        balance += rupiah
        side, sender = ("CR", COMPANY.upper()[:18]) if rupiah > 0 else ("DB", "BANGKA TERANG")
        text = f"TRSF E-BANKING {side} {day:%d%m}/FTSCY/WS95051 {abs(rupiah):>15}.00{note[:36]:<36}{sender:<18}"
        rows.append(f'"{day:%d/%m}","{text}","0000","{abs(rupiah):,}.00 {side}","{balance:,}.00"')
    into = [rupiah for rupiah, _ in moves if rupiah > 0]
    out = [-rupiah for rupiah, _ in moves if rupiah < 0]
    head = [
        '"Informasi Rekening - Mutasi Rekening"," "," "," "," ",',
        "",
        f'"No. rekening : {BCA.number}"',
        f'"Nama : {BCA.holder}"',
        f'"Periode : {day:%d/%m/%Y} - {day:%d/%m/%Y}"',
        '"Kode Mata Uang : Rp"',
        '"Tanggal Transaksi","Keterangan","Cabang","Jumlah","Saldo"',
    ]
    foot = [
        f'"Saldo Awal : {opening:,}.00"',
        f'"Mutasi Debet : {sum(out):,}.00","{len(out)}"',
        f'"Mutasi Kredit : {sum(into):,}.00","{len(into)}"',
        f'"Saldo Akhir : {balance:,}.00"',
    ]
    return "\r\n".join([*head, *rows, *foot, ""]).encode(), balance


def bring(treasurer, content):
    return done(treasurer.submit(BANK, {**steps.bca_account(treasurer), "file": (content, "mutasi.csv")}))


def a_promise(town):
    """A company with a signed promise of two lives for three months; gives its browser and its page of paying."""
    steps.import_residents(town, 6)
    steps.open_a_pool(town)
    company = steps.admit_a_company(town)
    steps.open_the_gate(town, company)
    pledge = done(company.submit("/perusahaan/komitmen/baru", PROMISE, action="/baru"))
    steps.approve_and_sign(town, pledge)
    return company, link(company, pledge, r"/perusahaan/pembayaran/baru/\d+")


def test_a_monday_ends_with_a_clean_book(town):
    company, payer = a_promise(town)
    code = re.search(r"SRK-\w{4}-\w{4}", words(company.get(f"{payer}/transfer")))[0]
    treasurer, second, checker = (town.at(box) for box in ("treasurer", "treasurer2", "checker"))
    sunday = clock.today() - timedelta(days=2)

    moves = [(COST + OVER, f"{code} IURAN JKN"), (NAMELESS, "BANTUAN SOSIAL")]
    content, balance = statement(moves, day=sunday, opening=OPENING)
    assert "Rp276.800" in words(treasurer.get(bring(treasurer, content)))

    waiting = link(second, "/bendahara/belum-dikenali", r"/bendahara/belum-dikenali/\d+")
    chosen = re.search(r'<option[^>]*value="(\d+)"[^>]*>\s*' + COMPANY, second.get(waiting).text)[1]
    reason = "Dikonfirmasi lewat telepon oleh bagian keuangan."
    proposed = done(second.submit(waiting, {"payer": chosen, "reason": reason}, action="/usulkan"))
    assert "Menunggu bendahara lain" in words(second.get(proposed))
    assert link(treasurer, "/bendahara/belum-dikenali", r"/bendahara/usulan-mutasi/\d+") == proposed
    done(treasurer.submit(proposed, action="/setujui"))
    assert "Semua uang sudah dikenali" in words(treasurer.get("/bendahara/belum-dikenali"))

    refund = ask_back(company, town)
    page = "/bendahara/pengembalian"
    here = link(checker, page, page + r"/\d+")
    wrong = checker.submit(here, {"number": "111"}, action="/setujui")
    assert (wrong.status_code, "tidak sama dengan pengajuan" in words(wrong)) == (422, True)
    done(checker.submit(here, {"number": NUMBER}, action="/setujui"))
    assert "Disetujui" in words(company.get(refund))

    monday, _ = statement([(-OVER, "PENGEMBALIAN 1")], day=sunday + timedelta(days=1), opening=balance)
    bring(treasurer, monday)
    done(treasurer.submit(here, action="/kaitkan"))
    assert "Uang sudah keluar" in words(treasurer.get(here))
    assert "Dana sudah dikirim kembali" in words(company.get(refund))

    assert "Tidak ada yang menunggu" in words(treasurer.get(page))
    assert town.command("ledger", "verify")["ok"]
    trial = town.command("ledger", "trial-balance")
    assert trial["totals"]["debit"] == trial["totals"]["credit"] > 0


def ask_back(company, town):
    """The company asks for what it paid too much; another account than the sender's is refused with the reason."""
    paid = links(company.get("/perusahaan/pembayaran"), r"/perusahaan/pembayaran/[\w-]{36}")
    whole = next(one for one in paid if "Rp276.800" in words(company.get(one)))
    form = link(company, whole, r"/perusahaan/pengembalian/baru/[\w-]{36}")
    typed = {"amount": "50.000", "bank": "BCA", "number": NUMBER, "reason": "Kelebihan bayar"}
    other = company.submit(form, {**typed, "holder": "Budi Santoso"})
    assert (other.status_code, "nama yang ditulis berbeda" in words(other)) == (422, True)
    too_much = company.submit(form, {**typed, "amount": "276.800", "holder": COMPANY})
    assert (too_much.status_code, "Hanya dana yang belum terpakai" in words(too_much)) == (422, True)
    refund = done(company.submit(form, {**typed, "holder": COMPANY}))
    assert town.at("treasurer").post(refund.replace("perusahaan", "bendahara")).status_code in (403, 404, 405)
    return refund
