"""QRIS: the account's own code is looked at, given a sum of its own, and a line of that sum finds its payer."""

from __future__ import annotations

import pytest
import time_machine
from lokal.qris import parse_qris, qris_crc
from sqlalchemy import select

from srikandi import clock
from srikandi.money import Money
from srikandi.payments import Payment, StatementLine, qris
from srikandi.payments.qris import QrisBroken, QrisNotRupiah, QrisNotStatic, QrisOrder, QrisTooMuch, QrisUnavailable
from srikandi.programme.receiving import import_statement, purpose_of
from srikandi.web.treasury.exports import sheet_sum
from tests.payments.pages.making import as_, enrol
from tests.payments.receiving.making import a_bca_file, a_desk, transfer

LIMIT = Money(10_000_000)


def a_static(*, currency="360", kind="11", country="ID"):
    """Give a static QRIS of an invented merchant."""

    def field(tag, value):
        return f"{tag}{len(value):02d}{value}"

    account = field("00", "ID.CO.QRIS.WWW") + field("02", "ID1020021181745") + field("03", "UMI")
    parts = [("00", "01"), ("01", kind), ("51", account), ("52", "8398"), ("53", currency)]
    parts += [("54", "5000")] if kind == "12" else []
    parts += [("58", country), ("59", "FORUM TJSL BANGKA"), ("60", "BANGKA"), ("61", "33211")]
    body = "".join(field(tag, value) for tag, value in parts) + "6304"
    return body + qris_crc(body)


@pytest.fixture
def desk(session):
    made = a_desk(session, qris=a_static())
    enrol(session, made)
    return made


def order(session, desk, rupiah=75_600, *, key="k1"):
    purpose = purpose_of(session, desk.payer.id, viewer=desk.scene.officer)
    by = desk.scene.officer
    return qris.order(session, desk.account, purpose, asked=Money(rupiah), limit=LIMIT, form_key=key, by=by)


def test_a_static_code_says_whose_it_is():
    seen = qris.read_static(a_static())
    assert (seen.merchant, seen.city, seen.national_id) == ("FORUM TJSL BANGKA", "BANGKA", "ID1020021181745")


@pytest.mark.parametrize(
    ("payload", "refusal"),
    [
        ("", QrisBroken),
        ("halo", QrisBroken),
        (a_static()[:-1] + "0", QrisBroken),
        (a_static().replace("BANGKA", "BANTEN"), QrisBroken),
        (a_static(kind="12"), QrisNotStatic),
        (a_static(currency="840"), QrisNotRupiah),
    ],
)
def test_anything_else_is_refused(payload, refusal):
    with pytest.raises(refusal):
        qris.read_static(payload)


def test_the_same_merchant_is_asked_for_the_sum():
    made = parse_qris(qris.with_amount(a_static(), Money(75_601)))
    assert (made.valid, made.amount, made.type, made.merchant_name) == (True, "75601", "dynamic", "FORUM TJSL BANGKA")


def test_two_codes_of_one_sum_ask_for_different_sums(session, desk):
    assert [order(session, desk, key=key).amount.rupiah for key in ("k1", "k2", "k1")] == [75_601, 75_602, 75_601]


def test_too_much_and_no_code_are_refused(session, desk):
    with pytest.raises(QrisTooMuch):
        order(session, desk, 10_000_000)
    desk.account.qris_payload = None
    with pytest.raises(QrisUnavailable):
        order(session, desk)
    session.rollback()


def test_the_page_shows_the_code_with_its_sum(app, session, desk):
    company = as_(app, desk.scene.officer)
    assert "QRIS" in company.get(f"/perusahaan/pembayaran/baru/{desk.payer.id}").text
    shown = company.submit(f"/perusahaan/qris/baru/{desk.payer.id}", {"amount": "75.600"}, follow=True)
    assert "Rp75.601" in shown.text
    assert "data:image/svg+xml" in shown.text
    refused = company.submit(f"/perusahaan/qris/baru/{desk.payer.id}", {"amount": "10.000.000"})
    assert (refused.status_code, "Pilih transfer bank" in refused.text) == (422, True)
    session.rollback()
    assert session.scalars(select(Payment)).all() == [], "a code is no payment"


def test_a_line_of_that_sum_is_shown_with_its_code_and_credits_nobody_by_itself(app, session, desk):
    made = order(session, desk)
    import_statement(
        session, desk.account, a_bca_file([transfer(75_601, "QRIS ACQ")]), filename="a.csv", by=desk.second
    )
    line = session.scalars(select(StatementLine)).one()
    assert (line.action, [one.id for one in qris.asked_for(session, line)]) == ("review", [made.id])
    shown = as_(app, desk.treasurer).get(f"/bendahara/belum-dikenali/{line.id}")
    assert "Sama persis dengan kode QRIS" in shown.text
    assert session.scalars(select(QrisOrder)).one().amount == Money(75_601)


def test_a_company_finds_its_open_codes_again_until_they_are_paid_or_old(app, session, desk):
    made = order(session, desk)
    session.commit()
    page, company = f"/perusahaan/pembayaran/baru/{desk.payer.id}", as_(app, desk.scene.officer)
    shown = company.get(page).text
    assert f"/perusahaan/qris/{made.uid}" in shown
    assert "Rp75.601" in shown
    mine = {"organisation_id": made.organisation_id, "payer_id": made.payer_id}
    assert [one.id for one in qris.open_orders(session, **mine)] == [made.id]
    assert qris.open_orders(session, organisation_id=made.organisation_id + 1, payer_id=made.payer_id) == []
    session.rollback()
    with time_machine.travel(clock.now() + qris.REMEMBERED, tick=False):
        assert qris.open_orders(session, **mine) == []
    import_statement(
        session, desk.account, a_bca_file([transfer(75_601, "QRIS ACQ")]), filename="a.csv", by=desk.second
    )
    assert qris.open_orders(session, **mine) == [], "its money is there"


def test_a_recognised_code_is_a_hint_and_the_payer_is_offered_first(app, session, desk):
    order(session, desk)
    import_statement(
        session, desk.account, a_bca_file([transfer(75_601, "QRIS ACQ")]), filename="a.csv", by=desk.second
    )
    line = session.scalars(select(StatementLine)).one()
    session.commit()
    shown = as_(app, desk.treasurer).get(f"/bendahara/belum-dikenali/{line.id}").text
    assert "Tidak ada petunjuk" not in shown
    assert "jumlahnya tepat sama dengan kode QRIS" in shown
    assert '<optgroup label="Kemungkinan">' in shown


def test_a_spreadsheet_of_indonesia_reads_the_sums_as_they_are(app, session, desk):
    import_statement(
        session, desk.account, a_bca_file([transfer(300_000, "SUMBANGAN")]), filename="a.csv", by=desk.second
    )
    session.commit()
    sent = as_(app, desk.treasurer).get("/bendahara/belum-dikenali/unduh").text
    assert ";300000;" in sent
    sums = {1_250_050: "12500,50", -1_250_005: "-12500,05", -30_000_000: "-300000", 5: "0,05"}
    assert {sen: sheet_sum(sen) for sen in sums} == sums
