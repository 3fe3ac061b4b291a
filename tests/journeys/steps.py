"""The Bangka journey and its steps, each done in whatever browser by the person whose step it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from srikandi import clock
from srikandi.cli.demo.deeds import answer_to
from srikandi.cli.demo.money import Mutation, bca_statement
from srikandi.money import Money
from tests.journeys.town import (
    COMPANY,
    DISTRICT_SECRET,
    FORUM_SECRET,
    NEW_PASSWORD,
    Town,
    a_list,
    done,
    link,
    links,
    words,
)

OPENING = Money(25_000_000)
HALF = Money(6_804_000)


def import_residents(town: Town, people: int) -> None:
    """The maker brings a file in, the checker approves it, the village verifies everybody."""
    sent = {"file": (a_list(people), "rebo.xlsx"), "kind": "recruitment"}
    shown = done(town.at("maker").submit("/kabupaten/unggahan/baru", sent))
    assert str(people) in words(town.at("checker").get(shown))
    done(town.at("checker").submit(shown, action="/setujui"))
    verify_everybody(town)


def verify_everybody(town: Town) -> None:
    """The village officer verifies person by person."""
    village = town.at("village")
    while waiting := links(village.get("/desa/warga"), r"/desa/warga/\d+"):
        for person in waiting:
            done(village.submit(person, action="/benar"))


def open_a_pool(town: Town) -> str:
    """Maker, checker and forum bring a pool from draft to open; gives its public page."""
    maker, checker, forum = (town.at(box) for box in ("maker", "checker", "forum"))
    typed = {"name": "Warga Desa Rebo", "purpose": "Nelayan dan keluarganya."}
    here = done(maker.submit("/kabupaten/kelompok/baru", typed)).removesuffix("/aturan")
    number = here.rpartition("/")[2]
    draw = f"/forum/undian/{number}"
    done(checker.submit(here, {"secret": DISTRICT_SECRET}, action="/kunci"))
    done(forum.submit(draw, {"secret": FORUM_SECRET}))
    done(maker.submit(here, action="/usulkan"))
    done(checker.submit(here, {"secret": DISTRICT_SECRET}, action="/buka-rahasia"))
    done(forum.submit(draw, {"secret": FORUM_SECRET}))
    done(checker.submit(here, action="/setujui"))
    done(checker.submit(here, action="/buka"))
    return f"/kelompok/{number}"


def admit_a_company(town: Town, *, name: str = COMPANY) -> Any:
    """A company applies, the forum admits it, its officer follows the invitation; gives that officer's browser."""
    application = {
        "name": name,
        "nib": f"91200012345{len(name):02d}",
        "npwp": "01.300.000.0-015.000",
        "sector": "Pertambangan",
        "address": "Jl. Pelabuhan 19, Sungailiat",
        "email": f"csr{len(name)}@bangka-terang.example",
        "signatory_name": "Lina Tjhin",
        "signatory_title": "Direktur",
        "signatory_mandate": "Akta Notaris Nomor 12 Tahun 2020",
    }
    visitor = town.visitor()
    district = _first_choice(visitor, "/daftar-perusahaan", "district")
    done(visitor.submit("/daftar-perusahaan", {**application, **district}))
    forum = town.at("forum")
    page = next(
        one for one in links(forum.get("/forum/perusahaan"), r"/forum/perusahaan/\d+") if name in forum.get(one).text
    )
    done(forum.submit(page, {"decision": "terima", "reason": "Berkas lengkap dan sah."}))
    return take_up_invitation(town)


def take_up_invitation(town: Town) -> Any:
    """Follow the newest letter's link and choose a password."""
    letter = link(town.at("admin"), "/admin/surat", r"/admin/surat/\d+")
    address = re.search(r"/undangan/[\w-]+", town.at("admin").get(letter).text)
    assert address is not None
    officer = town.visitor()
    done(officer.submit(address[0], {"password": NEW_PASSWORD, "again": NEW_PASSWORD}))
    return officer


def open_the_gate(town: Town, company: Any, *, name: str = COMPANY) -> None:
    """The company declares its own workers; the branch confirms until a day."""
    typed = {"workers": "412", "registered": "412", "business_entity_code": "00012345"}
    done(company.submit("/perusahaan/profil/pekerja", typed))
    branch = town.at("branch")
    for gate in links(branch.get("/cabang/pernyataan"), r"/cabang/pernyataan/\d+"):
        if name in branch.get(gate).text:
            until = (clock.today() + timedelta(days=300)).isoformat()
            done(branch.submit(gate, {"decision": "ya", "expires_on": until, "reason": "Data cocok."}))


def approve_and_sign(town: Town, company_page: str) -> str:
    """The checker approves what it sees, the maker notes the agreement; gives the district's page of the pledge."""
    page = company_page.replace("/perusahaan/", "/kabupaten/")
    done(town.at("checker").submit(page, action="/setujui"))
    signed = {"number": "440/12/PKS/2026", "signed_on": clock.today().isoformat()}
    done(town.at("maker").submit(page, signed, action="/perjanjian"))
    return page


def pay_by_transfer(town: Town, company: Any, payer: str, *, amount: Money) -> str:
    """The company reads its code, the bank prints it, the treasurer imports; gives the statement's page."""
    page = words(company.get(f"{payer}/transfer"))
    assert "0410009876" in page
    code = re.search(r"SRK-\w{4}-\w{4}", page)
    assert code is not None
    day = clock.today() - timedelta(days=1)
    mutation = Mutation(day, amount, COMPANY, f"{code[0]} IURAN JKN")
    content, _ = bca_statement([mutation], opening=OPENING, period=(day, day))
    treasurer = town.at("treasurer")
    return done(
        treasurer.submit("/bendahara/rekening-koran/impor", {**bca_account(treasurer), "file": (content, "m.csv")})
    )


def send_a_batch(town: Town) -> str:
    """The maker builds the file of the first month and sends it; gives the branch's page of it."""
    maker = town.at("maker")
    page = done(maker.submit("/kabupaten/berkas", _first_choice(maker, "/kabupaten/berkas", "month"), action="/berkas"))
    done(maker.submit(page, {"letter_number": "440/77/DINSOSPMD/2026"}, action="/kirim"))
    return page.replace("/kabupaten/", "/cabang/")


def answer_a_batch(town: Town, page: str, *, rejected: set[int]) -> None:
    """The branch takes the file, answers it line by line and gives it back."""
    branch = town.at("branch")
    taken = branch.submit(page, action="/unduh")
    assert taken.status_code == 200
    done(branch.submit(page, {"file": (answer_to(taken.data, rejected=rejected), "jawaban.csv")}))


def bca_account(treasurer: Any) -> dict[str, str]:
    """Choose the BCA account in the import form."""
    page = treasurer.get("/bendahara/rekening-koran/impor").text
    found = re.search(r'<option[^>]*value="(\d+)"[^>]*>\s*BCA', page)
    assert found is not None, page
    return {"account": found[1]}


def _first_choice(browser: Any, path: str, name: str) -> dict[str, str]:
    page = browser.get(path).text
    select = page[page.index(f'name="{name}"') :]
    found = re.search(r'<option[^>]*value="([^"]+)"', select)
    assert found is not None, page
    return {name: found[1]}


def walk(town: Town, *, pay_by_card: Callable[[Any, str], None], people: int) -> None:
    """From a village's list to the public page: thirty lives for a year, paid half by transfer and half by card."""
    import_residents(town, people)
    pool = open_a_pool(town)
    assert "Warga Desa Rebo" in words(town.visitor().get(pool))

    company = admit_a_company(town)
    open_the_gate(town, company)
    quoted = words(company.get("/perusahaan/komitmen/baru"))
    assert "Rp13.608.000" in quoted
    assert "tiga belas juta enam ratus delapan ribu rupiah" in quoted
    pledge = done(company.submit("/perusahaan/komitmen/baru", {"lives": "30", "months": "12"}, action="/baru"))
    assert "Rp13.608.000" in words(company.get(pledge))
    approve_and_sign(town, pledge)

    payer = link(company, pledge, r"/perusahaan/pembayaran/baru/\d+")
    statement = pay_by_transfer(town, company, payer, amount=HALF)
    assert "Rp6.804.000" in words(town.at("treasurer").get(statement))
    assert funded(company, pledge) == 180
    pay_by_card(company, payer)
    assert funded(company, pledge) == 360

    batch = send_a_batch(town)
    answer_a_batch(town, batch, rejected={7})
    certificate = newest_certificate(company)
    assert "dibayar dan aktif 29 " in words(town.visitor().get(certificate))
    answer_a_batch(town, send_a_batch(town), rejected=set())
    renewed = newest_certificate(company)
    assert renewed != certificate
    assert "dibayar dan aktif 30 " in words(town.visitor().get(renewed))
    assert "sudah digantikan" in words(town.visitor().get(certificate))

    report(town, company)
    public = words(town.visitor().get("/transparansi"))
    assert COMPANY in public
    assert "Kami ingin tetangga kami" in public
    verified = town.command("ledger", "verify")
    assert (verified["ok"], verified["findings"]) == (True, [])
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
