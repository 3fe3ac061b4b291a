"""No page of the money on its way asks more for more of it, and none asks much."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from srikandi.payments import StatementLine
from tests.payments.pages.making import as_, enrol
from tests.payments.qris.test_qris import a_static
from tests.payments.receiving.making import a_desk, transfer
from tests.programme.refunds.making import bring, paid
from tests.web.questions.counting import MOST, counted


@pytest.fixture
def desk(session):
    made = a_desk(session, qris=a_static())
    enrol(session, made)
    return made


def asked(session, browser, path):
    browser.get(path)
    with counted(session) as found:
        assert browser.get(path).status_code == 200
    return len(found)


def of_everybody(app, session, desk, payment):
    line = session.scalars(select(StatementLine.id).where(StatementLine.action == "review").limit(1)).one()
    session.commit()
    treasurer, second, company = (as_(app, one) for one in (desk.treasurer, desk.second, desk.scene.officer))
    return {
        "suspense": asked(session, second, f"/bendahara/belum-dikenali/{line}"),
        "split": asked(session, second, f"/bendahara/belum-dikenali/{line}/bagi"),
        "refund": asked(session, treasurer, f"/bendahara/pengembalian/baru/{payment.id}"),
        "own refund": asked(session, company, f"/perusahaan/pengembalian/baru/{payment.uid}"),
        "QRIS": asked(session, company, f"/perusahaan/qris/baru/{desk.payer.id}"),
    }


def test_no_page_of_money_asks_more_for_more_of_it(app, session, desk):
    payment = paid(session, desk, 5 * 37_800 + 5_000)
    bring(session, desk, transfer(5_000, "SUMBANGAN", day=12), days=(11, 12))
    few = of_everybody(app, session, desk, payment)
    bring(session, desk, *(transfer(5_000 + n, "SUMBANGAN", day=14) for n in range(9)), days=(13, 14))
    assert of_everybody(app, session, desk, payment) == few
    assert max(few.values()) <= MOST, few
