"""A long file is the worker's: kept at once, booked in parts, and gone on with after a stop at any point."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from sqlalchemy import func, select

from srikandi import ledger, pledges
from srikandi.ledger import AccountKey, AccountKind, Journal
from srikandi.payments import BankStatement, Payment, StatementLine, StatementUpload, UploadStatus, banking
from srikandi.programme.receiving import bring_in, import_in_steps
from srikandi.programme.receiving.bank import booking
from tests.payments.pages.making import as_, enrol
from tests.payments.receiving.making import a_bca_file, a_desk, transfer

LINES = 23
PART = "srikandi.programme.receiving.bank.booking.AT_A_TIME"


class Stopped(Exception):
    """The machine was switched off."""


@pytest.fixture
def desk(session):
    made = a_desk(session)
    enrol(session, made)
    return made


@pytest.fixture
def content(desk):
    code = pledges.printed(desk.payer.reference)
    return a_bca_file([transfer(1_000 + n, f"IURAN {code}" if n % 3 else "TANPA KODE", 1 + n) for n in range(LINES)])


def units(session, *, stops_after=None):
    """Give units of work that really commit, and one that is cut off before it does."""
    opened = []

    @contextmanager
    def unit(write):
        opened.append(write)
        is_cut = stops_after is not None and len(opened) > stops_after
        try:
            yield session
            if not is_cut:
                session.commit()
        finally:
            session.rollback()
        if is_cut:
            raise Stopped

    return unit


def upload(session, desk, content):
    made = banking.queue_upload(session, desk.account, content, filename="panjang.csv", by=desk.treasurer)
    session.commit()
    return made.id


def small_parts(monkeypatch):
    monkeypatch.setattr(booking.book_next, "__kwdefaults__", {"at_most": 5})


def check_whole(session, desk):
    session.rollback()
    statement = session.scalars(select(BankStatement)).one()
    assert (statement.lines_done, statement.finished_at is None) == (LINES, False)
    assert session.scalar(select(func.count(StatementLine.id))) == LINES
    assert session.scalar(select(func.count(Journal.id)).where(Journal.kind == "receipt")) == LINES
    assert session.scalar(select(func.count(Payment.id))) == sum(1 for n in range(LINES) if n % 3)
    bank = AccountKey(AccountKind.BANK, desk.scene.district_id, contract_id=desk.account.id)
    assert ledger.balance(session, bank).rupiah == sum(1_000 + n for n in range(LINES))
    assert list(ledger.verify(session)) == []


def test_a_long_file_is_brought_in_in_parts(session, desk, content, monkeypatch):
    small_parts(monkeypatch)
    upload_id = upload(session, desk, content)
    bring_in(upload_id, units(session))
    check_whole(session, desk)
    done = session.get_one(StatementUpload, upload_id)
    assert (done.status, done.content) == (UploadStatus.DONE, None)


@pytest.mark.parametrize("stops_after", range(14))
def test_a_stop_at_any_point_does_no_harm(session, desk, content, monkeypatch, stops_after):
    small_parts(monkeypatch)
    upload_id = upload(session, desk, content)
    try:
        bring_in(upload_id, units(session, stops_after=stops_after))
    except Stopped:
        bring_in(upload_id, units(session))
    check_whole(session, desk)


@pytest.mark.parametrize("stops_after", range(1, 12, 2))
def test_a_command_called_again_goes_on_where_it_stopped(session, desk, content, monkeypatch, stops_after):
    small_parts(monkeypatch)
    named = {"filename": "panjang.csv", "is_sure": False, "by": desk.treasurer}
    try:
        import_in_steps(desk.account.id, content, units(session, stops_after=stops_after), **named)
    except Stopped:
        session.rollback()
        import_in_steps(desk.account.id, content, units(session), **named)
    check_whole(session, desk)


def test_without_the_noted_place_the_book_still_takes_each_line_once(session, desk, content, monkeypatch):
    small_parts(monkeypatch)
    upload_id = upload(session, desk, content)
    with pytest.raises(Stopped):
        bring_in(upload_id, units(session, stops_after=5))
    statement = session.scalars(select(BankStatement)).one()
    assert 0 < statement.lines_done < LINES
    statement.done_to_id = None
    session.commit()
    with pytest.raises(Exception, match=r"(?i)unique|payment"):
        bring_in(upload_id, units(session))
    assert session.scalar(select(func.count(Journal.id)).where(Journal.kind == "receipt")) <= LINES


def test_a_file_that_cannot_be_used_is_refused_in_words(session, desk):
    upload_id = upload(session, desk, b"bukan,mutasi\n1,2\n")
    bring_in(upload_id, units(session))
    refused = session.get_one(StatementUpload, upload_id)
    assert (refused.status, "belum kami kenal" in (refused.refusal or "")) == (UploadStatus.REFUSED, True)
    assert session.scalar(select(func.count(StatementLine.id))) == 0


def test_the_page_hands_a_long_file_to_the_worker_and_shows_how_far_it_is(app, session, desk, content, monkeypatch):
    monkeypatch.setattr("srikandi.web.treasury.bank.files.statements.LONG", 5)
    treasurer = as_(app, desk.treasurer)
    values = {"account": str(desk.account.id), "file": (content, "panjang.csv")}
    answer = treasurer.submit("/bendahara/rekening-koran/impor", values, action="/impor")
    page = treasurer.get(answer.location)
    assert ("menunggu giliran" in page.text, page.headers["Refresh"]) == (True, "5")
    session.rollback()
    upload_id = session.scalars(select(StatementUpload.id)).one()
    bring_in(upload_id, units(session))
    assert "/bendahara/rekening-koran/" in treasurer.get(answer.location).location
    check_whole(session, desk)
