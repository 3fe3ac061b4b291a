"""What every answer tells the browser, and what a request must not be."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from srikandi import create_app, database
from srikandi.users import Role
from srikandi.web import LARGEST_REQUEST
from tests.browsing import Browser
from tests.people import make_user
from tests.security.crawling import walk
from tests.settings import KEYS, settings_for

NONCE = re.compile(r"script-src 'nonce-([\w-]{22,})';")
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CSP = {
    *("default-src 'none'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", "connect-src 'self'"),
    *("base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"),
}


@pytest.fixture
def secure(sqlite_database):
    """The same database behind https, under one name."""
    sqlite_database.reset()
    url = sqlite_database.app.config["SQLALCHEMY_DATABASE_URI"]
    settings = settings_for(url, sqlite_database.file.parent)
    made = create_app(replace(settings, public_url="https://srikandi.test", trusted_hosts=("srikandi.test",)))
    yield made.test_client()
    with made.app_context():
        database.db.engine.dispose()
    database.use_keys(KEYS)


def directives(answer) -> set[str]:
    return {one.strip() for one in answer.headers["Content-Security-Policy"].split(";")}


@pytest.mark.parametrize("path", ["/masuk", "/healthz", "/tidak-ada", "/beranda", "/daftar-perusahaan"])
def test_every_answer_allows_nothing_it_does_not_need(browser, path):
    answer = browser.get(path)
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert directives(answer) >= CSP
    assert "form-action 'self'" in directives(answer)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "camera=()" in answer.headers["Permissions-Policy"]


def test_each_page_has_a_nonce_of_its_own_and_its_scripts_carry_it(browser):
    pages = [browser.get("/masuk") for _ in range(5)]
    nonces = [NONCE.findall(page.headers["Content-Security-Policy"])[0] for page in pages]
    assert len(set(nonces)) == 5
    for page, nonce in zip(pages, nonces, strict=True):
        scripts = re.findall(r"<script\b[^>]*>", page.text)
        assert all(f'nonce="{nonce}"' in script for script in scripts)


@pytest.mark.parametrize("role", [None, Role.COMPANY, Role.MAKER, Role.ADMIN])
def test_no_page_anywhere_needs_more(demonstration, role):
    from_where = Browser(demonstration)
    if role:
        with demonstration.app_context():
            person = make_user(database.current_session(), role)
            database.current_session().commit()
            from_where.sign_in(person.id)
    for url, text in walk(from_where, of_each=1, broken=[]).items():
        assert not re.findall(r"\sstyle\s*=|\son\w+\s*=\s*[\"']|javascript:", text), url
        assert not re.findall(r"(?:src|srcset|action|poster)=\"(?:https?:)?//", text), url
        assert not re.findall(r"<link[^>]+href=\"(?:https?:)?//", text), url


def test_static_files_are_kept_by_browsers_and_tell_their_type(browser):
    answer = browser.get("/static/css/tokens.css")
    assert answer.status_code == 200
    assert answer.mimetype == "text/css"
    assert "max-age=" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers
    answer.close()


@pytest.mark.parametrize(
    "path", ["/static/../config.py", "/static/%2e%2e/config.py", "/static//etc/passwd", "/static/"]
)
def test_nothing_beside_the_static_folder_is_given(browser, path):
    answer = browser.get(path)
    assert answer.status_code in {308, 400, 404}
    assert answer.headers.get("Location", "http://localhost/").startswith("http://localhost/")
    answer.close()


def test_over_https_the_cookie_is_bound_to_the_host_and_the_browser_told_to_stay(secure):
    answer = secure.get("/masuk", base_url="https://srikandi.test")
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    (cookie,) = answer.headers.getlist("Set-Cookie")
    parts = {part.strip() for part in cookie.split(";")}
    assert cookie.startswith("__Host-srikandi=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= parts
    assert not [part for part in parts if part.startswith("Domain")]


def test_over_http_nothing_is_promised(browser):
    answer = browser.get("/masuk")
    assert "Strict-Transport-Security" not in answer.headers
    assert answer.headers["Set-Cookie"].startswith("srikandi=")


@pytest.mark.parametrize("host", ["jahat.test", "srikandi.test.jahat.test", "srikandi.test:80@jahat.test", ""])
def test_another_host_is_refused(secure, host):
    answer = secure.get("/masuk", base_url="https://srikandi.test", headers={"Host": host})
    assert answer.status_code == 400
    assert "jahat" not in answer.text


def test_a_forwarded_host_is_ignored_without_a_trusted_proxy(secure):
    told = {"X-Forwarded-Host": "jahat.test", "X-Forwarded-Proto": "http", "Forwarded": "host=jahat.test"}
    answer = secure.get("/beranda", base_url="https://srikandi.test", headers=told)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/masuk")
    assert "jahat" not in str(answer.headers)


def test_without_trusted_hosts_another_host_would_be_answered(browser):
    assert browser.client.get("/masuk", headers={"Host": "jahat.test"}).status_code == 200


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_body_beyond_the_limit_is_a_page_that_says_so(browser, kind):
    body = b"--x\r\n" + b"x" * LARGEST_REQUEST
    answer = browser._alone(browser.client.post, "/masuk", data=body, content_type=kind)
    assert answer.status_code == 413
    assert "terlalu besar" in answer.text.lower()


def test_a_field_beyond_the_limit_is_a_page_that_says_so(browser):
    head = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n'
    body = head + b"x" * (3 * 1024 * 1024) + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    answer = browser._alone(browser.client.post, "/masuk", data=body, content_type=kind)
    assert answer.status_code == 413


def test_a_form_of_another_person_is_refused(app, browser):
    stolen = Browser(app).forms("/masuk")[-1].fields["csrf_token"][0]
    browser.get("/masuk")
    assert browser.post("/masuk", {"csrf_token": stolen, "email": "a@b.example"}).status_code == 400
