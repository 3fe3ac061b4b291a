"""Wrong input never breaks anything: a clear page in Indonesian, what was typed kept, nothing lost."""

from __future__ import annotations

import json
from contextvars import Context
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
import xlsxwriter
from sqlalchemy import func, select

from srikandi.payments import WebhookEvent
from srikandi.pledges import Pledge
from srikandi.residents import ResidentImport
from tests.journeys import steps
from tests.journeys.town import COMPANY, a_town, connect_cards, done, filled, words
from tests.simulator import Simulator, sign

NEW_IMPORT, NEW_PLEDGE = "/kabupaten/unggahan/baru", "/perusahaan/komitmen/baru"


@pytest.fixture
def town(app, session):
    return a_town(app)


def refused(answer, said, status=422):
    """The page says no in Indonesian, and is no 5xx."""
    assert answer.status_code == status, words(answer)[:2000]
    assert said in words(answer)
    assert '<html lang="id"' in answer.text


def an_empty_workbook():
    content = BytesIO()
    book = xlsxwriter.Workbook(content)
    book.add_worksheet()
    book.close()
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (b"MZ\x90\x00\x03\x00\x00\x00", "daftar.xlsx"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "daftar.pdf"),
        (an_empty_workbook(), "daftar.xlsx"),
        (b"", "daftar.csv"),
        (b"\x00" * 64, "daftar.csv"),
    ],
    ids=["program", "pdf", "empty workbook", "empty file", "zeros"],
)
def test_a_file_that_is_no_list_is_refused_and_nothing_is_kept(town, session, content, filename):
    maker = town.at("maker")
    answer = maker.submit(NEW_IMPORT, {"kind": "reactivation", "file": (content, filename)})
    refused(answer, "berkas")
    assert 'selected value="reactivation"' in answer.text, "the choice is kept"
    assert session.scalar(select(func.count(ResidentImport.id))) == 0


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"", an_empty_workbook(), b"Tanggal,Jumlah\n"])
def test_a_file_that_is_no_statement_is_refused(town, content):
    treasurer = town.at("treasurer")
    page = "/bendahara/rekening-koran/impor"
    account = steps.bca_account(treasurer)
    answer = treasurer.submit(page, {**account, "file": (content, "mutasi.csv")})
    assert answer.status_code == 422, words(answer)
    assert "Rekening" in words(answer)


def test_a_forged_notice_is_refused_and_not_kept(town, app, session, monkeypatch):
    about = {"id": "cs_test_unknown", "object": "checkout.session"}
    event = {"id": "evt_1", "object": "event", "type": "checkout.session.completed", "livemode": False}
    now = int(datetime.now(UTC).timestamp())
    body = json.dumps({**event, "created": now, "data": {"object": about}}).encode()
    with Simulator() as simulator:
        connect_cards(app, monkeypatch, simulator)
        own = simulator.webhook_secret
        forged = (None, "t=1,v1=00", sign(body, "whsec_somebody_else", now), sign(body, own, 1))
        assert [notice(app, body, signature) for signature in forged] == [400] * 4
        assert session.scalar(select(func.count(WebhookEvent.id))) == 0
        session.rollback()
        assert notice(app, body, sign(body, own, now)) == 200
    assert session.scalar(select(func.count(WebhookEvent.id))) == 1


def notice(app, body, signature):
    headers = {"Stripe-Signature": signature} if signature else {}
    return Context().run(app.test_client().post, "/webhooks/stripe", data=body, headers=headers).status_code


def test_what_a_company_typed_stays_when_one_field_is_wrong(town):
    visitor = town.visitor()
    typed = {
        "name": COMPANY,
        "nib": "12",
        "npwp": "013000000015000",
        "sector": "Tambang",
        "address": "Jl. Pelabuhan 19",
    }
    answer = visitor.submit("/daftar-perusahaan", {**typed, "signatory_name": "Lina Tjhin"})
    refused(answer, "13 angka")
    for kept in (COMPANY, "Jl. Pelabuhan 19", "Lina Tjhin"):
        assert kept in answer.text


@pytest.fixture
def company(town):
    """A company that may promise, and eight people it could promise for."""
    steps.import_residents(town, 8)
    steps.open_a_pool(town)
    browser = steps.admit_a_company(town)
    steps.open_the_gate(town, browser)
    return browser


def test_a_second_click_makes_no_second_promise_and_a_promise_too_large_keeps_what_was_typed(company, session):
    form = filled(company, NEW_PLEDGE, "/baru", {"lives": "3", "months": "2"})
    first, second = (company.post(NEW_PLEDGE, form) for _ in range(2))
    assert done(first) == done(second)
    changed = company.post(NEW_PLEDGE, {**form, "lives": "4"})
    assert changed.status_code in {409, 422}, words(changed)
    answer = company.submit(NEW_PLEDGE, {"lives": "77", "months": "2"}, action="/baru")
    refused(answer, "Tinggal 5 jiwa")
    assert 'value="77"' in answer.text
    assert session.scalar(select(func.count(Pledge.id))) == 1


def test_an_approval_that_comes_twice_or_too_late_is_told_so(town, company, session):
    pledge = done(company.submit(NEW_PLEDGE, {"lives": "3", "months": "2"}, action="/baru"))
    page = pledge.replace("/perusahaan/", "/kabupaten/")
    checker = town.at("checker")
    form = filled(checker, page, "/setujui")
    late = datetime.now(UTC) + timedelta(days=20)
    with time_machine.travel(late, tick=True):
        town.browsers.clear()
        refused(town.at("checker").submit(page, action="/setujui"), "sudah lewat")
    town.browsers.clear()
    checker = town.at("checker")
    assert done(checker.submit(page, action="/setujui"))
    again = checker.post(f"{page}/setujui", form)
    assert again.status_code in {400, 409, 422}, words(again)
    assert session.scalars(select(Pledge.status)).all() == ["approved"]


def test_what_belongs_to_others_is_not_there(town, company):
    pledge = done(company.submit(NEW_PLEDGE, {"lives": "3", "months": "2"}, action="/baru"))
    stranger = town.at("company")
    for path in (pledge, "/perusahaan/komitmen/99999", "/kabupaten/komitmen/1"):
        answer = stranger.get(path)
        assert answer.status_code in {403, 404}
        assert '<html lang="id"' in answer.text
    assert town.at("village").get("/desa/warga/99999").status_code == 404
    assert town.visitor().get("/verifikasi/TIDAKADA").status_code == 404
    assert town.visitor().get("/undangan/bukan-undangan").status_code in {404, 409, 422}
