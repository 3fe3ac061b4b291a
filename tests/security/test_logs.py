"""No identity number and no address of a person's page ever reaches a log line or an error."""

from __future__ import annotations

import io
import json
import logging

import pytest
import sqlalchemy as sa
import structlog

from srikandi import database
from srikandi.residents import Resident
from srikandi.users import Role
from srikandi.web.frame import logs
from tests.security.crawling import someone, walk


@pytest.fixture
def written(monkeypatch):
    """What the application writes to its log, as an operator would find it."""
    stream = io.StringIO()
    root = logging.getLogger("srikandi")
    before = (root.handlers, root.propagate, root.level, logging.getLogger().handlers)
    monkeypatch.setattr("sys.stderr", stream)
    logs.set_up()
    yield stream
    root.handlers, root.propagate, level, _ = before
    root.setLevel(level)
    structlog.reset_defaults()
    monkeypatch.setattr(logs, "log", structlog.get_logger("srikandi.web"))


def identities(app) -> set[str]:
    with app.app_context():
        people = database.current_session().execute(sa.select(Resident.uid, Resident.nik))
        found = {nik.open(uid) for uid, nik in people if nik is not None}
    assert len(found) > 1000
    return found


@pytest.mark.parametrize("role", [Role.MAKER, Role.VILLAGE, Role.BRANCH, Role.ADMIN], ids=lambda role: role.value)
def test_no_identity_number_reaches_log_page_or_address(demonstration, written, role):
    niks = identities(demonstration)
    browser = someone(demonstration, role)
    some = sorted(niks)[:3]
    pages = walk(browser, of_each=3, broken=[])
    for nik in some:
        browser.get(f"/kabupaten/warga?nama={nik}&q={nik}").close()
        browser.get(f"/verifikasi/{nik}").close()
        browser.get(f"/desa/warga?nama={nik}").close()
    lines = written.getvalue()
    assert lines.count("web:request:answered") > 5
    shown = "".join([*pages.values(), *pages])
    assert [nik for nik in niks if nik in lines] == []
    assert [nik for nik in niks if nik in shown] == []


def test_log_lines_hold_only_what_is_allowed(demonstration, written):
    browser = someone(demonstration, Role.MAKER)
    browser.get("/beranda?nik=1901010101010001").close()
    structlog.get_logger("srikandi.web").info("x", nik="1901010101010001", name="Siti", status=1)
    logging.getLogger("srikandi.web").warning("y", extra={"nik": "1901010101010001", "kind": "Z"})
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert {line["event"] for line in lines} >= {"x", "y", "web:request:answered"}
    assert all(line.keys() <= logs.ALLOWED for line in lines)
    assert "1901010101010001" not in written.getvalue()


def test_a_key_that_is_allowed_by_mistake_is_seen(written, monkeypatch):
    monkeypatch.setattr(logs, "ALLOWED", logs.ALLOWED | {"nik"})
    structlog.get_logger("srikandi.web").info("x", nik="1901010101010001")
    assert "1901010101010001" in written.getvalue()


def test_an_error_of_the_database_does_not_repeat_what_was_stored(session):
    with pytest.raises(sa.exc.DBAPIError) as caught:
        session.execute(sa.text("INSERT INTO nowhere VALUES (:nik)"), {"nik": "1901010101010001"})
    assert "1901010101010001" not in str(caught.value)
    session.rollback()
