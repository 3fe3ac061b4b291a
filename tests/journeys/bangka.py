"""The Bangka journey, in whatever browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from srikandi.money import Money
from tests.journeys import steps
from tests.journeys.town import COMPANY, Town, done, link, links, words

HALF = Money(6_804_000)


def walk(town: Town, *, pay_by_card: Callable[[Any, str], None], people: int) -> None:
    """From a village's list to the public page: thirty lives for a year, paid half by transfer and half by card."""
    steps.import_residents(town, people)
    pool = steps.open_a_pool(town)
    assert "Warga Desa Rebo" in words(town.visitor().get(pool))

    company = steps.admit_a_company(town)
    steps.open_the_gate(town, company)
    quoted = words(company.get("/perusahaan/komitmen/baru"))
    assert "Rp13.608.000" in quoted
    assert "tiga belas juta enam ratus delapan ribu rupiah" in quoted
    pledge = done(company.submit("/perusahaan/komitmen/baru", {"lives": "30", "months": "12"}, action="/baru"))
    assert "Rp13.608.000" in words(company.get(pledge))
    steps.approve_and_sign(town, pledge)

    payer = link(company, pledge, r"/perusahaan/pembayaran/baru/\d+")
    statement = steps.pay_by_transfer(town, company, payer, amount=HALF)
    assert "Rp6.804.000" in words(town.at("treasurer").get(statement))
    assert funded(company, pledge) == 180
    pay_by_card(company, payer)
    assert funded(company, pledge) == 360

    batch = steps.send_a_batch(town)
    steps.answer_a_batch(town, batch, rejected={7})
    certificate = newest_certificate(company)
    assert "dibayar dan aktif 29 " in words(town.visitor().get(certificate))
    steps.answer_a_batch(town, steps.send_a_batch(town), rejected=set())
    renewed = newest_certificate(company)
    assert renewed != certificate
    assert "dibayar dan aktif 30 " in words(town.visitor().get(renewed))
    assert "sudah digantikan" in words(town.visitor().get(certificate))

    report(town, company)
    public = words(town.visitor().get("/transparansi"))
    assert COMPANY in public
    assert "Kami ingin tetangga kami" in public
    assert town.command("ledger", "verify") == {"ok": True, "findings": []}
    trial = town.command("ledger", "trial-balance")
    assert trial["totals"]["debit"] == trial["totals"]["credit"] > 0


def funded(company: Any, pledge: str) -> int:
    """Read from the company's page how many life-months are funded."""
    found = re.search(r"Didanai (\d+)", words(company.get(pledge)))
    assert found is not None, words(company.get(pledge))
    return int(found[1])


def newest_certificate(company: Any) -> str:
    """Give where the newest certificate can be checked."""
    page = company.get("/perusahaan/dokumen")
    return links(page, r"(?:http://localhost)?/verifikasi/\w+")[0].removeprefix("http://localhost")


def report(town: Town, company: Any) -> None:
    """The company tells and signs what the book has drafted; the forum approves it."""
    page = done(company.submit("/perusahaan/laporan"))
    story = "Kami ingin tetangga kami berobat tanpa takut biaya."
    done(company.submit(page, {"story": story, "tindakan": "tanda-tangan"}))
    waiting = link(town.at("forum"), "/forum/laporan", r"/forum/laporan/\d+")
    done(town.at("forum").submit(waiting, {"outcome": "approved", "reason": "Angka sesuai buku."}))
