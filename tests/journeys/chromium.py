"""A real Chromium that is used like `tests.browsing.Browser`: pages are opened, fields filled, buttons clicked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Locator, Page

PATIENCE = 30_000
SEE_OTHER = 303
DEEDS = 'form[method="post"]:not([action$="/bahasa"]):not([action$="/keluar"])'
UNFOLD = """form => {
  for (let one = form; one; one = one.parentElement) if (one.open === false) one.open = true
  form.querySelectorAll('details').forEach(one => { one.open = true })
}"""


@dataclass
class Answer:
    """What came of a click, in the words of a test client."""

    status_code: int
    text: str = ""
    data: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class RealBrowser:
    """One person's window: cookies of its own, and a list of everything that went wrong in it."""

    page: Page
    base: str
    troubles: list[str]

    def get(self, path: str) -> Answer:
        """Open a page."""
        response = self.page.goto(f"{self.base}{path}")
        assert response is not None, path
        return Answer(response.status, self.page.content())

    def submit(self, path: str, values: Mapping[str, Any] | None = None, *, action: str | None = None) -> Answer:
        """Fill in a form (the one that goes to `action`, else the one with these fields) and click its button."""
        values = dict(values or {})
        button = values.pop("tindakan", None)
        opened = self.get(path)
        assert opened.status_code == 200, f"{path}: {opened.status_code}"
        form = self._form(values, action)
        for name, value in values.items():
            _fill(form.locator(f'[name="{name}"]'), value)
        wanted = f'button[value="{button}"]' if button else 'button[type="submit"], button:not([type])'
        return self._sent(form.locator(wanted).first, is_deed=True, is_download=action == "/unduh")

    def click(self, selector: str) -> Answer:
        """Click something on the page that is open, and follow where it leads."""
        return self._sent(self.page.locator(selector).first)

    def _form(self, values: Mapping[str, Any], action: str | None) -> Locator:
        forms = self.page.locator(DEEDS)
        if action is not None:
            forms = self.page.locator(f'form[method="post"][action$="{action}"]')
        for name in values:
            forms = forms.filter(has=self.page.locator(f'[name="{name}"]'))
        form = forms.first
        form.evaluate(UNFOLD)
        return form

    def _sent(self, button: Locator, *, is_deed: bool = False, is_download: bool = False) -> Answer:
        if is_download:
            with self.page.expect_download() as taken:
                button.click()
            return Answer(200, data=Path(taken.value.path()).read_bytes())
        with self.page.expect_navigation() as moved:
            button.click()
        response = moved.value
        # The village's pages send by script and then go on: that is being led as well, without a redirect to see.
        was_led = response.request.redirected_from is not None or (is_deed and response.request.method == "GET")
        place = urlsplit(self.page.url)
        return Answer(
            SEE_OTHER if was_led else response.status,
            self.page.content(),
            headers={"Location": place.path if self.page.url.startswith(self.base) else self.page.url},
        )


def _fill(found: Locator, value: Any) -> None:
    """Give a field its value as a person does: typed, chosen, ticked or attached."""
    kind = found.first.evaluate("one => one.type")
    if kind == "file":
        content, filename = value
        found.set_input_files({"name": filename, "mimeType": "application/octet-stream", "buffer": content})
    elif kind in {"radio", "checkbox"}:
        for one in [value] if isinstance(value, str) else value:
            found.and_(found.page.locator(f'[value="{one}"]')).check()
    elif kind.startswith("select"):
        found.select_option(value)
    else:
        found.fill(value)


def open_window(running: Chromium, base: str, *, width: int, troubles: list[str]) -> RealBrowser:
    """Give a window of its own, which notes every script error, refused policy and broken answer."""
    context = running.new_context(viewport={"width": width, "height": 900}, locale="id-ID", accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
    page.on("console", lambda said: troubles.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    page.on("response", lambda one: troubles.append(f"{one.status} {one.url}") if one.status >= 500 else None)
    return RealBrowser(page, base, troubles)
