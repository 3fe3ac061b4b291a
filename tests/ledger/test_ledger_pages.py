import re
from dataclasses import replace

import pytest
from sqlalchemy import event

from srikandi import database, ledger
from srikandi.organisations import Kind, Organisation, Standing
from srikandi.users import Post, Role
from tests.ledger.book import bank, entry, funds, make_district, receive, spend
from tests.people import SYSTEM, make_user


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
    assert book.text.count("Rp13.608.000") >= 4
    accounts = reader.get("/bendahara/buku/jenis/payer_funds")
    assert "PT Timah Contoh" in accounts.text
    card = reader.get(links(accounts, "akun")[0])
    assert [card.text.count(sum_) >= 1 for sum_ in ("Rp13.608.000", "Rp6.804.000")] == [True, True]
    journal = reader.get(links(card, "jurnal/")[-1])
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


def test_a_long_card_is_paged_with_the_same_few_questions(reader, session, district, app):
    def questions(path):
        asked = []
        with app.app_context():
            engine = database.db.engine
        event.listen(engine, "before_cursor_execute", lambda *_args: asked.append(1))
        assert reader.get(path).status_code == 200
        return len(asked)

    path = links(reader.get("/bendahara/buku/jenis/bank"), "akun")[0]
    few = questions(path)
    for number in range(120):
        arrows = (bank(district), funds(district, contract=number + 5), 1000)
        ledger.post(session, entry(f"bank:more:{number}", arrows), by=SYSTEM)
    session.commit()
    assert questions(path) / 2 <= few <= 15
    assert "Halaman 2 dari 3" in reader.get(f"{path}?halaman=2").text
    assert "Halaman 3 dari 3" in reader.get("/bendahara/buku/jurnal?halaman=99").text
