"""A company and the Pemkab share each life-month: nothing is funded until both have paid, and both see why."""

from __future__ import annotations

import re

import pytest

from srikandi import clock
from srikandi.money import Money
from tests.journeys import steps
from tests.journeys.town import COMPANY, a_town, done, link, links, words

GOVERNMENT = "Pemerintah Kabupaten Bangka"
WHY = rf"Titipan {GOVERNMENT} yang belum terpakai Rp0, padahal satu jiwa-bulan perlu Rp15\.000"
SHARED = {
    "lives": "5",
    "months": "3",
    "tariff_basis": "participant",
    "own_share": "20.000",
    "government_share": "15.000",
}


@pytest.fixture
def town(app, session):
    return a_town(app)


def test_one_payer_alone_funds_nothing_and_both_see_why(town):
    steps.import_residents(town, 12)
    steps.open_a_pool(town)
    company = steps.admit_a_company(town)
    steps.open_the_gate(town, company)
    pledge = done(company.submit("/perusahaan/komitmen/baru", SHARED, action="/baru"))
    assert not links(company.get(pledge), r"/perusahaan/pembayaran/baru/\d+"), "nobody pays before all have agreed"
    asked = pledge.replace("/perusahaan/", "/kabupaten/")
    assert "Menunggu jawaban" in words(town.at("checker").get(asked))
    assert "/setujui" not in town.at("checker").get(asked).text
    done(town.at("maker").submit(asked, action="/porsi/terima"))
    here = steps.approve_and_sign(town, pledge)
    payer = link(company, pledge, r"/perusahaan/pembayaran/baru/\d+")
    steps.pay_by_transfer(town, company, payer, amount=Money(300_000))

    for page in (company.get(pledge), town.at("maker").get(here)):
        assert re.search(WHY, words(page)), words(page)
        assert f"Dana {COMPANY} sudah cukup untuk 15 jiwa-bulan." in words(page)
    assert "Didanai 0" in words(company.get(pledge))

    pay_for_the_government(town, "225.000")
    assert "Didanai 15" in words(company.get(pledge))
    assert not re.search(WHY, words(company.get(pledge)))
    assert town.command("ledger", "verify")["ok"]


def pay_for_the_government(town, amount):
    """The maker says that the Pemkab paid BPJS Kesehatan; the branch types what its own records say."""
    maker, branch = town.at("maker"), town.at("branch")
    page = link(maker, "/perusahaan/pembayaran", r"/perusahaan/pembayaran/baru/\d+")
    seen = {"receipt_number": "BPJS-2026-000815", "amount": amount, "paid_on": clock.today().isoformat()}
    claimed = done(maker.submit(f"{page}/langsung", seen))
    assert "Menunggu" in words(maker.get(claimed))
    waiting = links(branch.get("/cabang/pembayaran"), r"/cabang/pembayaran/[\w-]+")
    assert len(waiting) == 1
    assert not re.search(r'value="BPJS', branch.get(waiting[0]).text), "the branch types the number itself"
    done(branch.submit(waiting[0], seen, action="/konfirmasi"))
