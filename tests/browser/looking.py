"""Looking at a page as a strict reader does: what the browser complains about, what sticks out, what axe finds."""

from __future__ import annotations

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from srikandi.cli.demo.cast import PASSWORD

WIDTHS = (360, 1440)
LISTEN = "document.addEventListener('securitypolicyviolation', e => console.error('CSP: ' + e.violatedDirective))"
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
GRAVE = {"serious", "critical"}


@dataclass
class Reader:
    """Somebody at a screen. `findings` names what was wrong with the pages they opened."""

    browser: Browser
    base: str
    findings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context: BrowserContext = self.browser.new_context(locale="id-ID")
        self.context.add_init_script(LISTEN)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._note(f"script: {error}"))
        self.page.on("request", self._watch)

    def _note(self, words: str) -> None:
        self.findings.append(f"{self.page.url.removeprefix(self.base)}: {words}"[:400])

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._note(f"console: {message.text}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:")):
            self._note(f"foreign: {request.url}")

    def sign_in(self, address: str) -> None:
        """Sign in by the form, as this person of the demonstration."""
        self.page.goto(f"{self.base}/masuk")
        self.page.locator("input[name=email]").fill(address)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.locator("form:has(input[name=password]) button[type=submit]").click()
        self.page.wait_for_url(f"{self.base}/beranda")

    def speak(self, language: str) -> None:
        """Choose a language."""
        self.page.locator(f"form[action$='/bahasa'] button[value={language}]").first.click()
        self.page.wait_for_load_state()

    def menu(self) -> list[str]:
        """Give the addresses of the navigation."""
        links = self.page.locator("nav a[href^='/'], header a[href^='/']")
        found = [links.nth(number).get_attribute("href") or "" for number in range(links.count())]
        return sorted({one.partition("#")[0] for one in found if one})

    def open(self, path: str, *, widths: tuple[int, ...] = WIDTHS) -> None:
        """Open a page and look at it at each width."""
        answer = self.page.goto(f"{self.base}{path}")
        if answer is None or answer.status >= 400:
            self._note(f"status {answer and answer.status}")
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 900})
            beyond = self.page.evaluate(OVERFLOW)
            if beyond > 0:
                self._note(f"{beyond} px beyond {width}")

    def examine(self, paths: list[str]) -> None:
        """Let axe examine pages, in a window whose content policy lets axe in."""
        context = self.browser.new_context(bypass_csp=True, storage_state=self.context.storage_state())
        page = context.new_page()
        for path in paths:
            page.goto(f"{self.base}{path}")
            for one in Axe().run(page, options=AXE).response["violations"]:
                if one["impact"] in GRAVE:
                    self.findings.append(f"{path}: axe {one['id']}: {one['nodes'][0]['html'][:150]}")
        context.close()

    def close(self) -> None:
        """Leave."""
        self.context.close()
