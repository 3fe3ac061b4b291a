"""Many at once: the same file, the same form, the same notice, the same match. Each counts once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from srikandi import ledger, pledges
from srikandi.money import Money
from srikandi.payments import BankStatement, Payment, PaymentStatus, StatementLine
from tests.counts import times
from tests.payments.pages.making import as_, enrol, paying_at, tell
from tests.payments.receiving.making import a_bca_file, a_desk, transfer
from tests.simulator import Simulator

AT_ONCE = times(6, full=50)


@pytest.fixture
def desk(session):
    made = a_desk(session)
    enrol(session, made)
    return made


def at_once(*works: Callable[[], TestResponse]) -> Counter[int]:
    """Do all of these in threads, and count the statuses they were answered with."""
    with ThreadPoolExecutor(len(works)) as pool:
        answers = [pool.submit(Context().run, work) for work in works]
        return Counter(answer.result().status_code for answer in answers)


def received(session, desk):
    session.rollback()
    return pledges.payers_of(session, desk.pledge.id)[0].received


def test_one_file_sent_by_many_at_once_is_booked_once(app, session, desk):
    code = pledges.printed(desk.payer.reference)
    content = a_bca_file([transfer(37_800, f"IURAN {code}"), transfer(37_800, f"IURAN {code}", day=3)])
    values = {"account": str(desk.account.id), "file": (content, "mutasi.csv")}
    page, browsers = "/bendahara/rekening-koran/impor", [as_(app, desk.treasurer) for _ in range(AT_ONCE)]
    session.commit()
    counted = at_once(*(lambda one=one: one.submit(page, values, action="/impor") for one in browsers))
    assert counted.keys() <= {303, 503}, "who waits longer than four seconds is asked to send it once more"
    assert counted[303] >= 1
    assert received(session, desk) == Money(75_600)
    assert session.scalar(select(func.count(BankStatement.id))) == 1
    assert list(ledger.verify(session)) == []


def test_one_form_sent_by_many_at_once_makes_one_payment(app, session, desk):
    with Simulator() as simulator, paying_at(app, simulator):
        company, payer = as_(app, desk.scene.officer), desk.payer.id
        form = company._form(f"/perusahaan/pembayaran/baru/{payer}/kartu", {"amount": ""}, "/kartu")
        sent = {**form.fields, "amount": "37.800"}
        session.commit()
        windows = [company, *(twin_of(company) for _ in range(AT_ONCE - 1))]
        counted = at_once(*(lambda one=one: one.post(form.action, sent) for one in windows))
    assert counted == {303: AT_ONCE}
    session.rollback()
    assert session.scalar(select(func.count(Payment.id))) == 1


def test_one_notice_told_by_many_at_once_settles_once(app, session, desk):
    with Simulator() as simulator, paying_at(app, simulator):
        company = as_(app, desk.scene.officer)
        page = f"/perusahaan/pembayaran/baru/{desk.payer.id}/kartu"
        company.get(company.submit(page, {"amount": "226.800"}, action="/kartu").headers["Location"])
        simulator.pay(simulator.sessions[0]["id"])
        event = simulator.events[-1]
        session.commit()
        counted = at_once(*(lambda: tell(app, simulator, event) for _ in range(AT_ONCE)))
    assert counted == {200: AT_ONCE}
    assert received(session, desk) == Money(226_800)
    assert session.scalars(select(Payment)).one().status is PaymentStatus.SETTLED


def test_one_match_confirmed_twice_at_once_moves_once(app, session, desk):
    treasurer, second = as_(app, desk.treasurer), as_(app, desk.second)
    values = {"account": str(desk.account.id), "file": (a_bca_file([transfer(75_600, "IURAN")]), "a.csv")}
    second.submit("/bendahara/rekening-koran/impor", values, action="/impor")
    line = session.scalars(select(StatementLine.id)).one()
    address = f"/bendahara/belum-dikenali/{line}"
    made = treasurer.submit(address, {"payer": str(desk.payer.id), "reason": "Telepon"}, action="/usulkan")
    form = second._form(made.location, {}, "/setujui")
    twins = [second, twin_of(second)]
    session.commit()
    counted = at_once(*(lambda one=one: one.post(form.action, form.fields) for one in twins))
    assert counted == {303: 1, 422: 1}
    assert received(session, desk) == Money(75_600)


def twin_of(browser):
    """Give a second window of the same browser: the same cookies."""
    made = type(browser)(browser.app)
    for cookie in browser.client._cookies.values():
        made.client._cookies[cookie._storage_key] = cookie
    return made
