"""Every door asks for what docs/authorization.csv says, and a refusal changes nothing."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from srikandi import database
from srikandi.users import Permission, Role
from srikandi.web import csrf
from srikandi.web.guard import PUBLIC, Undeclared, check_access, check_declared
from tests.browsing import Browser
from tests.house.routes import CSV, Door, as_csv, doors
from tests.security.crawling import someone

SIGNED_BY_SENDER = {"srikandi.web.webhooks.stripe.receive"}
IN_AN_ADDRESS = {"int": "1", "uuid": str(uuid.UUID(int=1)), "path": "css/page.css"}
NEEDS_A_WORKER = "public.health.readyz"
WHEN_SIGNED_IN = {"web_session", "counted_try"}


def address(door: Door) -> str:
    """Give an address of this route with something in each gap."""
    return re.sub(r"<(?:(\w+)(?:\(([^)]*)\))?:)?\w+>", _filled, door.route)


def _filled(gap: re.Match[str]) -> str:
    """Give something for a gap; of a choice of words the first, since no other address leads to the door."""
    return gap[2].split(",")[0] if gap[1] == "any" else IN_AN_ADDRESS.get(gap[1], "x")


def knock(browser: Browser, door: Door) -> TestResponse:
    call = browser.client.get if door.method == "GET" else browser.client.post
    answer = browser._alone(call, address(door))
    answer.close()
    return answer


def everything(app: Flask) -> dict[str, str]:
    """Give a hash of the rows of each table that a refused request might have touched."""
    found = {}
    with app.app_context(), database.db.engine.connect() as connection:
        for name in set(sa.inspect(connection).get_table_names()) - WHEN_SIGNED_IN:
            rows = connection.execute(sa.text(f'SELECT * FROM "{name}"'))  # noqa: S608 - names of our own tables
            found[name] = hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()
    return found


@pytest.fixture
def unlocked(demonstration: Flask, monkeypatch) -> Flask:
    """The demonstration with form tokens switched off, so that the guard alone answers."""
    monkeypatch.setitem(demonstration.config, "WTF_CSRF_ENABLED", False)
    return demonstration


def let_in(browser: Browser, role: Role | None) -> Iterator[str]:
    """Name every door that opens to this role although it should not."""
    for door in doors(browser.app):
        if door.opens_to(role):
            continue
        answer = knock(browser, door)
        if role is None:
            is_refused = answer.status_code == 303 and answer.headers["Location"].startswith("/masuk")
        else:
            is_refused = answer.status_code == 403
        if not is_refused:
            yield f"{door.method} {door.route}: {answer.status_code}"


def test_every_door_is_as_reviewed(sqlite_database):
    """Run `python -m tests.house.routes` and read the difference, when a route was added or changed."""
    assert as_csv(doors(sqlite_database.app)).splitlines() == CSV.read_text(encoding="utf-8").splitlines()


def test_a_door_that_asks_for_less_is_not_as_reviewed(sqlite_database, monkeypatch):
    view = sqlite_database.app.view_functions["admin.users.create"]
    monkeypatch.setattr(view, "access", PUBLIC)
    assert as_csv(doors(sqlite_database.app)) != CSV.read_text(encoding="utf-8")


def test_a_view_that_says_nothing_stops_the_start(sqlite_database, monkeypatch):
    check_declared(sqlite_database.app)
    monkeypatch.delattr(sqlite_database.app.view_functions["admin.users.index"], "access")
    with pytest.raises(Undeclared, match=r"^admin\.users\.index$"):
        check_declared(sqlite_database.app)


def test_every_door_asks_for_a_right_that_somebody_has(sqlite_database):
    rights = {right.value for right in Permission} | {PUBLIC}
    for door in doors(sqlite_database.app):
        assert door.access in rights, door
        assert door.roles, f"nobody may open {door.route}"


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "nobody")
def test_a_door_stays_shut_to_a_role_without_the_right_and_nothing_changes(unlocked, role):
    browser = someone(unlocked, role)
    before = everything(unlocked)
    assert list(let_in(browser, role)) == []
    assert everything(unlocked) == before


@pytest.mark.parametrize("role", [None, Role.AUDITOR], ids=["nobody", "auditor"])
def test_without_the_guard_doors_open(unlocked, role, monkeypatch):
    before = unlocked.before_request_funcs[None]
    monkeypatch.setitem(unlocked.before_request_funcs, None, [one for one in before if one is not check_access])
    monkeypatch.setitem(unlocked.config, "TESTING", False)
    monkeypatch.setitem(unlocked.config, "PROPAGATE_EXCEPTIONS", False)
    assert list(let_in(someone(unlocked, role), role))


def test_a_changed_row_is_seen(unlocked, session):
    before = everything(unlocked)
    session.execute(sa.text("UPDATE organisation SET name = name || ' ' WHERE id = 1"))
    session.commit()
    assert everything(unlocked) != before


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_what_a_role_may_open_opens_without_an_error(unlocked, role):
    browser = someone(unlocked, role)
    wrong = []
    for door in doors(unlocked):
        if door.method == "GET" and door.opens_to(role) and door.endpoint != NEEDS_A_WORKER:
            answer = knock(browser, door)
            is_absent = "<" in door.route and answer.status_code == 404
            if answer.status_code >= 400 and not is_absent:
                wrong.append(f"{door.route}: {answer.status_code}")
    assert wrong == []


def test_every_form_without_its_token_is_refused_and_nothing_changes(demonstration):
    people = {role: someone(demonstration, role) for role in Role}
    before = everything(demonstration)
    wrong = []
    for door in doors(demonstration):
        view = demonstration.view_functions[door.endpoint]
        if door.method == "GET" or f"{view.__module__}.{view.__name__}" in SIGNED_BY_SENDER:
            continue
        role = next(role for role in Role if door.opens_to(role))
        answer = knock(people[role], door)
        if answer.status_code != 400:
            wrong.append(f"{door.method} {door.route}: {answer.status_code}")
    assert wrong == []
    assert everything(demonstration) == before


def test_with_tokens_switched_off_forms_are_taken(unlocked):
    taken = Browser(unlocked).post("/bahasa", {"language": "en"})
    assert taken.status_code == 303


def test_only_what_its_sender_signs_needs_no_token():
    assert set(csrf._exempt_views) == SIGNED_BY_SENDER
    assert set(csrf._exempt_blueprints) == set()
