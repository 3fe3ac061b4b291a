"""In a real Chromium, every page of every role is quiet, ours alone, fits the screen and can be read by everybody."""

from __future__ import annotations

import pytest

from srikandi.cli.demo.cast import LOGINS
from srikandi.users import Role
from srikandi.web.guard import public
from tests.browser.looking import Reader
from tests.security.crawling import someone, walk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(600)]
ADDRESSES = {login.role: login.address for login in reversed(LOGINS)}


@pytest.fixture
def reader(chromium, live):
    made = Reader(chromium, live)
    yield made
    made.close()


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "nobody")
def test_every_page_is_quiet_ours_fits_and_can_be_read(reader, told, role):
    if role:
        reader.sign_in(ADDRESSES[role])
    else:
        reader.page.goto(f"{reader.base}/")
    menu = reader.menu()
    assert menu
    paths = sorted({*menu, *walk(someone(told, role), of_each=1, broken=[])} - {"/keluar"})
    for path in paths:
        reader.open(path)
    reader.examine(paths)
    assert reader.findings == [], "\n".join(["", *reader.findings])


@pytest.mark.parametrize("role", [None, Role.COMPANY, Role.MAKER, Role.TREASURER], ids=str)
def test_english_pages_fit_as_well(reader, role):
    if role:
        reader.sign_in(ADDRESSES[role])
    else:
        reader.page.goto(f"{reader.base}/masuk")
    menu = reader.menu()
    reader.speak("en")
    assert reader.page.locator("html").get_attribute("lang") == "en"
    for path in menu:
        reader.open(path)
    reader.examine(menu)
    assert reader.findings == [], "\n".join(["", *reader.findings])


BAD = """<!doctype html><html lang="id"><head><title>x</title></head><body><main><h1>x</h1>
<script>alert(1)</script><img src="http://127.0.0.1:9/x.png"><div class="wide">x</div>
<svg width="2000" height="10"></svg><input name="a"></main></body></html>"""


def test_a_bad_page_is_seen_in_every_way(reader, told, monkeypatch):
    @public
    def bad(**_gaps: object) -> str:
        return BAD

    monkeypatch.setitem(told.view_functions, "public.sign_in.new", bad)
    reader.open("/masuk")
    reader.examine(["/masuk"])
    said = "\n".join(reader.findings)
    for word in ("CSP: script-src", "CSP: img-src", "px beyond 360", "px beyond 1440", "axe image-alt", "axe label"):
        assert word in said, said


def test_a_request_to_elsewhere_is_seen(reader, told, monkeypatch):
    monkeypatch.setitem(told.after_request_funcs, None, told.after_request_funcs[None][:1])

    @public
    def bad(**_gaps: object) -> str:
        return BAD

    monkeypatch.setitem(told.view_functions, "public.sign_in.new", bad)
    reader.page.on("dialog", lambda dialog: dialog.dismiss())
    reader.open("/masuk")
    assert any("foreign: http://127.0.0.1:9/x.png" in finding for finding in reader.findings)
