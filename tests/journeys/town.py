"""A district with its people and nobody listed yet, each person before a browser of their own."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from flask import Flask

from srikandi import clock
from srikandi.cli.demo.cast import PASSWORD
from srikandi.cli.demo.people import families, village_list
from srikandi.places import VillageRow
from srikandi.settings import StripeSettings
from tests.browsing import Browser
from tests.simulator import Simulator

REBO = VillageRow("19.01.01.2007", "Rebo", "desa", "19.01.01", "Sungailiat")
COMPANY = "PT Bangka Terang Contoh"
NEW_PASSWORD = "kapal besar menuju pulau"
DISTRICT_SECRET, FORUM_SECRET = "lempah kuning nanas dan ikan kakap", "rusip getas kerupuk dan lada putih"


@dataclass
class Town:
    """The people of the journey; `at(box)` is somebody's browser, signed in."""

    app: Flask
    open_browser: Callable[[Flask], Any] = Browser
    browsers: dict[str, Any] = field(default_factory=dict)

    def at(self, box: str) -> Any:
        """Give the browser of somebody of the demonstration."""
        if box not in self.browsers:
            browser = self.visitor()
            signed = browser.submit("/masuk", {"email": f"{box}@demo.example", "password": PASSWORD})
            assert signed.status_code == 303, signed.text
            self.browsers[box] = browser
        return self.browsers[box]

    def visitor(self) -> Any:
        """Give the browser of somebody from the street."""
        return self.open_browser(self.app)

    def command(self, *words: str) -> dict[str, Any]:
        """Run a command of `flask` that must succeed, and give what it says as JSON."""
        answered = self.app.test_cli_runner().invoke(args=[*words, "--json"])
        assert answered.exit_code == 0, answered.output
        told: dict[str, Any] = json.loads(answered.output)
        return told


def a_town(app: Flask, open_browser: Callable[[Flask], Any] = Browser) -> Town:
    """Give the district and its people without residents; a real browser serves as well as our own."""
    answered = app.test_cli_runner().invoke(args=["demo", "load", "--residents", "0"])
    assert answered.exit_code == 0, answered.output
    return Town(app, open_browser)


def connect_cards(app: Flask, monkeypatch: pytest.MonkeyPatch, simulator: Simulator) -> None:
    """Let card payments of this application go to a simulator."""
    stripe = StripeSettings(simulator.secret_key, (simulator.webhook_secret,), simulator.base_url)
    monkeypatch.setitem(app.extensions, "srikandi", replace(app.extensions["srikandi"], stripe=stripe))


def a_list(people: int) -> bytes:
    """Give the workbook of a village with so many invented people."""
    everybody = [one for family in families(people, villages=[REBO], today=clock.today()) for one in family]
    return village_list(everybody, title="Desa Rebo")


def done(answer: Any) -> str:
    """Give where a deed that was done leads."""
    assert answer.status_code == 303, f"{answer.status_code}: {words(answer)[:3000]}"
    return str(answer.headers["Location"])


def words(answer: Any) -> str:
    """Give the words of a page as a person reads them."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def links(answer: Any, pattern: str) -> list[str]:
    """Give the addresses on a page that look like this, each once."""
    found = re.findall(r'href="([^"]+)"', answer.text)
    return list(dict.fromkeys(one for one in map(html.unescape, found) if re.fullmatch(pattern, one)))


def link(browser: Any, path: str, pattern: str) -> str:
    """Give the first address on a page that looks like this."""
    page = browser.get(path)
    found = links(page, pattern)
    assert found, f"{path} has no link like {pattern}: {words(page)[:2000]}"
    return found[0]


def tell_webhooks(town: Town, simulator: Simulator) -> None:
    """Post everything the provider has to tell, as it would."""
    for event in simulator.events:
        signed = simulator.signed(event)
        post = town.app.test_client().post
        told = Context().run(post, "/webhooks/stripe", data=signed.payload, headers=signed.headers)
        assert told.status_code == 200, told.text


def filled(browser: Browser, path: str, action: str, typed: dict[str, Any] | None = None) -> dict[str, Any]:
    """Give what a form on a page would send, to be sent more than once."""
    form = next(one for one in browser.forms(path) if one.action.endswith(action))
    return {**form.fields, **(typed or {})}
