import re
from dataclasses import replace
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from srikandi import ledger
from srikandi.organisations import Kind, Organisation, Standing
from srikandi.users import Post, Role
from tests.ledger.book import bank, entry, funds, make_district, receive, spend
from tests.people import SYSTEM, make_user
from tests.web.questions.counting import MOST, counted


@pytest.fixture
def district(session):
    made = make_district(session)
    words = {"name": "PT Timah Contoh", "address": "Jalan Contoh 1", "email": "pt@contoh.example"}
    session.add(Organisation(id=3, district_id=made, kind=Kind.COMPANY, standing=Standing.ADMITTED, **words))
    session.flush()
    receive(session, made, 13_608_000)
    journal = ledger.post(session, replace(spend(made, 6_804_000, reference="fund:1"), contract_id=4), by=SYSTEM)
    ledger.reverse(session, journal, reason="salah komitmen", by=SYSTEM)
    session.commit()
    return made


@pytest.fixture(params=[Role.TREASURER, Role.AUDITOR])
def reader(request, browser, session, district):
    browser.sign_in(make_user(session, request.param, post=Post(request.param, district_id=district)).id)
    return browser


def links(answer, part):
    return re.findall(rf'href="(/bendahara/buku/{part}[^"]*)"', answer.text)


def test_every_figure_leads_to_its_paper(reader):
    book = reader.get("/bendahara/buku")
    assert book.text.count("Rp13.608.000") == 2
    assert "Uang di rekening penampungan" in book.text
    accounts = reader.get("/bendahara/buku/jenis/payer_funds")
    assert "PT Timah Contoh" in accounts.text
    card = reader.get(links(accounts, "akun")[0])
    assert [card.text.count(sum_) >= 1 for sum_ in ("Rp13.608.000", "Rp6.804.000")] == [True, True]
    journal = reader.get(links(card, "jurnal/")[0])
    assert "bank:1" in journal.text
    assert "Kas di bank" in journal.text


def test_a_journal_and_its_reversal_name_each_other(reader):
    rows = reader.get("/bendahara/buku/jurnal?komitmen=4")
    newest, older = links(rows, r"jurnal/\d")
    reversal, original = reader.get(newest), reader.get(older)
    assert older in links(reversal, "jurnal")
    assert newest in links(original, "jurnal")
    assert "Jurnal ini membalik" in reversal.text
    assert "sudah dibalik" in original.text


def test_the_book_of_another_district_is_not_there(reader, session):
    other = make_district(session, "19.02")
    foreign = receive(session, other, 70, reference="bank:2")
    account = ledger.transfers_of(session, foreign.id)[0].credit_account_id
    session.commit()
    assert reader.get(f"/bendahara/buku/jurnal/{foreign.id}").status_code == 404
    assert reader.get(f"/bendahara/buku/akun/{account}").status_code == 404
    assert "bank:2" not in reader.get("/bendahara/buku/jurnal").text
    assert reader.get("/bendahara/buku/jenis/tidak_ada").status_code == 404


@pytest.mark.parametrize("role", [Role.MAKER, Role.CHECKER])
def test_the_book_is_for_those_who_keep_or_audit_it(browser, session, district, role):
    browser.sign_in(make_user(session, role, post=Post(role, district_id=district)).id)
    assert browser.get("/bendahara/buku").status_code == 403


def test_a_long_card_is_paged_with_the_same_few_questions(reader, session, district):
    def questions(path):
        with counted(session) as asked:
            assert reader.get(path).status_code == 200
        return len(asked)

    card = links(reader.get("/bendahara/buku/jenis/bank"), "akun")[0]
    paths = [card, "/bendahara/buku", "/bendahara/buku/jurnal", "/bendahara/buku/jenis/payer_funds",
             "/bendahara/buku/neraca-saldo", "/bendahara/buku/neraca-saldo?rinci=1", "/bendahara/buku/perusahaan",
             "/bendahara/buku/umur?hal=dana", "/bendahara/buku/umur?hal=belum-dikenali"]  # fmt: skip
    few = {path: questions(path) for path in paths}
    for number in range(120):
        arrows = (bank(district), funds(district, contract=number + 5), 1000)
        ledger.post(session, entry(f"bank:more:{number}", arrows), by=SYSTEM)
    session.commit()
    for path in paths:
        assert questions(path) <= few[path] + 1, path
        assert few[path] <= MOST, path


def test_turning_the_pages_of_a_card_reads_one_state_of_the_book(reader, session, district):
    for number in range(120):
        arrows = (bank(district), funds(district, contract=number + 5), 1000)
        ledger.post(session, entry(f"bank:more:{number}", arrows), by=SYSTEM)
    session.commit()
    path = links(reader.get("/bendahara/buku/jenis/bank"), "akun")[0].replace("&amp;", "&")
    first = reader.get(path)
    later = re.search(r'href="([^"]+lanjut=[^"]+)"', first.text)[1].replace("&amp;", "&")
    ledger.post(session, entry("bank:late", (bank(district), funds(district), 5_000_000)), by=SYSTEM)
    session.commit()
    second = reader.get(later).text
    assert "Rp13.608.000" in first.text
    assert "Rp13.658.000" in second
    assert "Rp18.7" not in second
    forged = reader.get(later.replace("lanjut=", "lanjut=A")).text
    assert forged.count("Saldo akhir") == second.count("Saldo akhir")
    assert "Rp18.728.000" in forged


def test_the_journal_is_searched_and_filtered(reader, session, district):
    def finds(query):
        return bool(re.search(r'href="/bendahara/buku/jurnal/\d+"', reader.get(f"/bendahara/buku/jurnal?{query}").text))

    assert finds("cari=BANK:1")
    assert not finds("cari=tidak-ada")
    assert finds("perusahaan=3")
    assert finds("jenis=bank")
    assert not finds("jenis=suspense")
    assert not finds("masa=bebas&dari=2020-01-01&sampai=2020-12-31")
    for strange in ("masa=x", "dari=2026-13-99&masa=bebas", "perusahaan=99", "jenis=x", "sebelum=0"):
        assert reader.get(f"/bendahara/buku/jurnal?{strange}").status_code == 200


def test_files_hold_sums_as_numbers_and_no_formula(reader, session, district):
    evil = entry("bank:evil", (bank(district), funds(district), 700), memo='=HYPERLINK("http://evil.example")')
    ledger.post(session, evil, by=SYSTEM)
    session.commit()
    path = links(reader.get("/bendahara/buku/jenis/bank"), "akun")[0].partition("?")[0]
    for address in (path, "/bendahara/buku/jurnal", "/bendahara/buku/neraca-saldo/neraca"):
        csv = reader.get(f"{address}.csv")
        assert csv.status_code == 200
        assert "attachment" in csv.headers["Content-Disposition"]
        assert re.search(r";(700|13608700)[;\r]", csv.text)
        assert "\n=" not in csv.text
        assert ";=" not in csv.text
        book = CalamineWorkbook.from_object(BytesIO(reader.get(f"{address}.xlsx").data))
        cells = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
        assert {700.0, 13_608_700.0} & {cell for cell in cells if isinstance(cell, float)}
        assert not [cell for cell in cells if isinstance(cell, str) and cell.startswith("=")]
        assert reader.get(f"{address}.exe").status_code == 404


def test_the_chart_and_the_list_of_companies_leave_as_files_with_the_sums_of_their_pages(reader):
    chart = reader.get("/bendahara/buku/bagan.csv").data.decode("utf-8-sig").splitlines()
    assert [row.split(";")[-1] for row in chart if row.startswith(("bank;", "payer_funds;"))] == ["13608000"] * 2
    page = reader.get("/bendahara/buku/perusahaan?masa=semua")
    assert page.text.count("Rp13.608.000") >= 2
    companies = reader.get("/bendahara/buku/perusahaan/daftar.csv").data.decode("utf-8-sig").splitlines()
    assert companies[1] == "PT Timah Contoh;0;20412000;6804000;13608000;0"
    assert companies[-1] == "Jumlah;0;20412000;6804000;13608000;0"
    for path in ("bagan", "perusahaan/daftar"):
        book = CalamineWorkbook.from_object(BytesIO(reader.get(f"/bendahara/buku/{path}.xlsx").data))
        assert len(book.get_sheet_by_index(0).to_python()) > 3
        assert reader.get(f"/bendahara/buku/{path}.pdf").status_code == 404


def test_a_period_carries_the_balance_before_it_into_the_list_of_companies(reader):
    later = "masa=bebas&dari=2090-01-01&sampai=2090-12-31"
    rows = reader.get(f"/bendahara/buku/perusahaan/daftar.csv?{later}").data.decode("utf-8-sig").splitlines()
    assert rows[1] == "PT Timah Contoh;13608000;0;0;13608000;0"
