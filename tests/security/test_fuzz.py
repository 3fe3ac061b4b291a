"""Whatever is typed, sent or written into an address, the answer is never a 5xx. The seed is fixed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask

from srikandi import database, ledger
from srikandi.database import current_session
from srikandi.users import Role
from srikandi.web.guard import ACCESS, PUBLIC
from tests.browsing import Browser, PageForm
from tests.counts import times
from tests.house.routes import doors
from tests.security.crawling import endpoint_of, forms_on, someone, walk

SEED = 20261122
PER_FIELD = times(1, full=40)
SOURCE = Path(__file__).resolve().parents[2] / "srikandi"
NASTY: tuple[bytes, ...] = (
    *(
        b"",
        b" ",
        b"\x00",
        b"a\x00b",
        b"\xff\xfe\xfa",
        b"\xed\xa0\x80",
        b"\xc3\x28",
        b"\x1b[31m",
        b"\r\nSet-Cookie: a=b",
    ),
    *(b"1e400", b"-1", b"0", b"9223372036854775807", b"9223372036854775808", b"-9223372036854775809", b"9" * 400),
    *(b"NaN", b"Infinity", b"0x10", b"1_000", b"1.5", b"1,5", b"--1", "٣٤".encode(), "１２".encode(), "²".encode()),
    *(b"0000-00-00", b"0000-01", b"9999-12", b"99999-01", b"2026-13", b"2026-02-31", b"9999-12-31", b"0001-01-01"),
    *(b"' OR '1'='1", b'"; DROP TABLE transfer; --', b"%", b"_", b"\\", b"%s%n%(x)s", b"{{7*7}}", b"${7*7}"),
    *(b"<script>alert(1)</script>", b"=cmd()", b"@SUM(1)", b"\t=1", b"../../etc/passwd", b"file:///etc/passwd"),
    *("\u202egnp.exe".encode(), "\u200b".encode(), "a\u0300".encode() * 300, "😀".encode() * 50, "\ufeff".encode()),
    *(b"A" * 9_999, b"A" * 10_001, b"A" * 200_000, b"a@" + b"b" * 300 + b".id", b"http://[::1", b"00000000-0000"),
)
FILES = (
    b"",
    b"\x00" * 64,
    b"PK\x03\x04" + b"\xff" * 200,
    b"%PDF-1.7\n" + b"\xff" * 99,
    b"a;b\n\x00;\xff\n",
    b":20:X\n-}",
)
UNSENT = {"/keluar"}


class Fuzzer:
    """Sends nasty things as one person and keeps the list of what went wrong."""

    def __init__(self, app: Flask, role: Role | None, name: str) -> None:
        self.app, self.role, self.draw = app, role, random.Random(f"{SEED} {name}")
        self.browser: Browser = someone(app, role)
        self.wrong: list[str] = []
        self.sent = 0

    def send(self, method: str, url: str, **more: Any) -> None:
        """Send one request; a 5xx or an exception is kept with what caused it."""
        call = self.browser.client.get if method == "GET" else self.browser.client.post
        said = f"{method} {url[:150]} {str(more.get('data', ''))[:300]}"
        self.sent += 1
        try:
            answer = self.browser._alone(call, url, **more)
        except Exception as error:  # noqa: BLE001 - under test an unforeseen error comes through as itself
            self.wrong.append(f"{said}: {type(error).__name__}: {str(error)[:300]}")
            return
        if answer.status_code >= 500:
            self.wrong.append(f"{said}: {answer.status_code}")
        if answer.status_code == 303 and answer.headers.get("Location", "").startswith("/masuk") and self.role:
            self.browser = someone(self.app, self.role)
        answer.close()

    def fill(self, page: str, form: PageForm) -> None:
        """Send a form with each of its fields nasty in turn, then all of them."""
        url = urlsplit(urljoin(page, form.action or page))
        names = [name for name in form.fields if name != "csrf_token"]
        tries = [{name: value} for name in names for value in self.draw.sample(NASTY, PER_FIELD)]
        tries += [dict.fromkeys(names, value) for value in self.draw.sample(NASTY, PER_FIELD)]
        for values in tries:
            body: dict[str, Any] = {**form.fields, **{name: [value] for name, value in values.items()}}
            if form.method == "get":
                self.send("GET", f"{url.path}?{urlencode(body, doseq=True)}")
            else:
                self.send("POST", url.path, **self._sent(form, body))

    def _sent(self, form: PageForm, body: dict[str, Any]) -> dict[str, Any]:
        if not form.files:
            return {
                "data": urlencode(body, doseq=True).encode(),
                "content_type": "application/x-www-form-urlencoded",
            }
        plain = {
            name: [
                one.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode()
                if isinstance(one, bytes)
                else one
                for one in values
            ]
            for name, values in body.items()
        }
        files = {
            name: (BytesIO(self.draw.choice(FILES)), self.draw.choice(["a.xlsx", "a.csv", "a.pdf", "\u202ea.sta", "a"]))
            for name in form.files
        }
        return {"data": {**plain, **files}, "content_type": "multipart/form-data"}


def addresses(app: Flask, draw: random.Random, role: Role | None) -> Iterator[tuple[str, str]]:
    """Give every route open to this role with something nasty in each of its gaps."""
    numbers = ("0", "9223372036854775807", "9223372036854775808", "9" * 20, "9" * 400)
    for door in doors(app):
        is_asset = door.endpoint in {"static", "bootstrap.static"}
        if "<" not in door.route or is_asset or not door.opens_to(role):
            continue
        tries = numbers if "<int:" in door.route else numbers[:1]
        words = draw.sample(NASTY, 2 * len(tries)) if re.search(r"<(?!int:)", door.route) else [b""] * len(tries)
        for number, word in zip(tries * 2, words, strict=False):
            gap = (quote(word[:2000], safe="") or "x").replace("\\", "%5C")
            yield door.method, re.sub(r"<int:\w+>", number, re.sub(r"<(?!int:)[^>]+>", gap, door.route))


def questions() -> list[str]:
    """Name every word that pages read from an address's query."""
    found = {
        name
        for path in (SOURCE / "web").rglob("*.py")
        for name in re.findall(r"args(?:\.get|\.getlist)?[(\[]\s*\"(\w+)\"", path.read_text(encoding="utf-8"))
    }
    return sorted(found)


@pytest.fixture(params=[None, *Role], ids=lambda role: role.value if role else "nobody")
def fuzzer(request, demonstration):
    name = request.param.value if request.param else "nobody"
    return Fuzzer(demonstration, request.param, name)


@pytest.mark.timeout(600)
def test_no_form_and_no_address_gives_a_5xx(fuzzer):
    app = fuzzer.app
    pages = walk(fuzzer.browser, broken=fuzzer.wrong)
    done: set[tuple[str | None, str]] = set()
    for page in pages:
        for name in questions():
            for value in fuzzer.draw.sample(NASTY, 1):
                fuzzer.send("GET", f"{page.partition('?')[0]}?{urlencode({name: value})}")
    for method, url in addresses(app, fuzzer.draw, fuzzer.role):
        if method == "GET":
            fuzzer.send(method, url)
    for page, text in pages.items():
        for form in forms_on(text):
            target = form.action or page
            kind = (endpoint_of(app, target, form.method.upper()), form.method)
            if kind in done or urlsplit(target).path in UNSENT:
                continue
            done.add(kind)
            fuzzer.fill(page, form)
    assert fuzzer.wrong == [], "\n".join(["", f"seed {SEED}, {fuzzer.sent} requests", *fuzzer.wrong])
    with app.app_context():
        assert ledger.verify(current_session()) == []


@pytest.mark.timeout(300)
def test_no_address_of_a_form_gives_a_5xx_when_something_nasty_is_sent_there(demonstration, monkeypatch):
    monkeypatch.setitem(demonstration.config, "WTF_CSRF_ENABLED", False)
    wrong = []
    for role in Role:
        fuzzer = Fuzzer(demonstration, role, f"posts {role}")
        for method, url in addresses(demonstration, fuzzer.draw, role):
            if method == "POST" and fuzzer.draw.random() < 0.4:
                fuzzer.send(method, url, data={})
        wrong += fuzzer.wrong
    assert wrong == [], "\n".join(["", *wrong])


def test_the_fuzzer_sees_a_page_that_breaks(demonstration, monkeypatch):
    def broken(**_gaps: object) -> str:
        with database.db.engine.connect() as connection:
            return str(connection.execute(sa.text("SELECT nothing FROM nowhere")))

    vars(broken)[ACCESS] = PUBLIC
    monkeypatch.setitem(demonstration.view_functions, "public.sign_in.new", broken)
    fuzzer = Fuzzer(demonstration, None, "control")
    fuzzer.send("GET", "/masuk")
    assert len(fuzzer.wrong) == 1
