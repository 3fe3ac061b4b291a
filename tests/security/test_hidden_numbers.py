"""A hidden field holds a row's number until somebody writes something else into it: then it is no row, never a 5xx."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from srikandi.payments import StatementLine
from srikandi.web.forms import row_number
from tests.payments.pages.making import as_, enrol
from tests.payments.receiving.making import a_desk, transfer
from tests.programme.refunds.making import NUMBER, WHOLE, a_request, bring, paid

OVER = 100_000
NO_ROW = ("9" * 5_000, "9" * 30, "999999", "٣", "²", "-1", "1e3", "0x1", "1_0", " ", "\x00")
ASKED = {"amount": "1.000", "reason": "Lebih", "bank": "BCA", "number": NUMBER, "holder": "PT Timah Sejahtera"}


@pytest.fixture
def desk(app, session, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    made = a_desk(session)
    enrol(session, made)
    return made


@pytest.fixture
def payment(session, desk):
    made = paid(session, desk, WHOLE + OVER)
    session.commit()
    return made


def answers(browser, page, values, name):
    """Give how the page answers each number that is no row, always the same way."""
    return {browser.post(page, {**values, name: written}).status_code for written in NO_ROW}


def test_a_refund_comes_from_no_other_pledge(app, desk, payment):
    page = f"/bendahara/pengembalian/baru/{payment.id}"
    treasurer = as_(app, desk.treasurer)
    assert treasurer.post(page, {**ASKED, "pledge": "999999"}).status_code == 404
    assert answers(treasurer, page, {**ASKED, "amount": ""}, "pledge") == {422}
    assert answers(treasurer, page, {**ASKED, "amount": "1"}, "pledge") <= {303, 404}


def test_a_refund_is_tied_to_no_line(app, session, desk, payment):
    refund = a_request(session, desk, payment, OVER)
    session.commit()
    page = f"/bendahara/pengembalian/{refund.id}/kaitkan"
    assert answers(as_(app, desk.treasurer), page, {}, "line") <= {404, 422}


def test_a_match_of_no_payer_is_not_confirmed(app, session, desk):
    bring(session, desk, transfer(50_000, "TANPA KODE"))
    line = session.scalars(select(StatementLine)).one()
    session.commit()
    page = f"/bendahara/belum-dikenali/{line.id}/usulkan"
    assert answers(as_(app, desk.second), page, {"reason": "x"}, "payer") == {422}


def test_a_row_has_a_short_number_of_our_own_digits():
    assert [row_number(written) for written in NO_ROW] == [0, 0, 999_999, *[0] * 8]
    assert row_number(None) == 0
    assert row_number("12") == 12


def test_a_share_stands_at_a_place_the_form_has(app, session, desk):
    bring(session, desk, transfer(50_000, "TANPA KODE"))
    line = session.scalars(select(StatementLine)).one()
    session.commit()
    page, second = f"/bendahara/belum-dikenali/{line.id}/bagi", as_(app, desk.second)
    for place in ("²", "9" * 5_000, "٣", "-1", "x", ""):
        assert second.post(page, {f"shares-{place}-amount": "1", "reason": "x"}).status_code == 422
