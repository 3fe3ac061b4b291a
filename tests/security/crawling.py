"""Walk the site as somebody: every kind of page they can reach, a few of each, with the forms on them."""

from __future__ import annotations

from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from srikandi import database
from srikandi.cli.demo.cast import LOGINS
from srikandi.users import Role, User
from tests.browsing import Browser, PageForm, _Forms

OF_EACH = 2
STARTS = ("/", "/beranda", "/akun", "/masuk", "/kelompok", "/transparansi", "/daftar-perusahaan", "/verifikasi")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (target := dict(attrs).get("href")) and target.startswith("/"):
            self.found.append(target.partition("#")[0])


def endpoint_of(app: Flask, url: str, method: str = "GET") -> str | None:
    """Give the endpoint behind an address, or nothing."""
    try:
        return str(app.url_map.bind("localhost").match(urlsplit(url).path, method=method)[0])
    except (HTTPException, RequestRedirect):
        return None


def walk(browser: Browser, *, of_each: int = OF_EACH, broken: list[str] | None = None) -> dict[str, str]:
    """Give the pages a person reaches by following links: address and text, at most so many of each endpoint.

    A page that breaks is named in `broken`, when there is such a list.
    """
    waiting, seen, pages = deque(STARTS), set(STARTS), {}
    kinds: Counter[str | None] = Counter()
    while waiting:
        url = waiting.popleft()
        kind = endpoint_of(browser.app, url)
        if kind is None or kind == "static" or kinds[kind] >= of_each:
            continue
        try:
            answer = browser.get(url)
        except Exception as error:
            if broken is None:
                raise
            broken.append(f"GET {url}: {type(error).__name__}: {str(error)[:300]}")
            continue
        text = answer.text if answer.mimetype == "text/html" and answer.status_code == 200 else ""
        answer.close()
        if not text:
            continue
        kinds[kind] += 1
        pages[url] = text
        links = _Links()
        links.feed(text)
        fresh = [link for link in links.found if link not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
    return pages


def forms_on(text: str) -> list[PageForm]:
    """Give the forms of a page."""
    parser = _Forms()
    parser.feed(text)
    return parser.forms


def someone(app: Flask, role: Role | None) -> Browser:
    """Give the browser of the demonstration's person in this role, or of nobody."""
    browser = Browser(app)
    if role is None:
        return browser
    with app.app_context():
        address = next(login.address for login in LOGINS if login.role is role)
        chosen = sa.select(User.id).where(User.email == address)
        user_id = database.current_session().scalars(chosen).one()
    browser.sign_in(user_id)
    return browser
