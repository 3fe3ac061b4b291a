"""An English reader meets no Indonesian word that the catalogue can say in English."""

from __future__ import annotations

import os
import re
from functools import cache
from html.parser import HTMLParser

import pytest
from babel.messages.mofile import write_mo
from flask import Flask

from script import untranslated as tool
from srikandi.users import Role
from tests.browsing import Browser
from tests.security.crawling import someone, walk

READ_ALOUD = frozenset({"title", "alt", "aria-label", "placeholder"})
GAP = re.compile(r"%\(\w+\)s")
NUMBER = r"(?:Rp)?[\d.,]+%?"
"""What fills a gap that this test sees through; a name may hold any words."""
LETTERS = re.compile(r"[a-z]{3}")
MONTH = re.compile(r"(?:Januari|Februari|Maret|Mei|Juni|Juli|Agustus|Oktober|Desember) \d{4}")
LETTERS_AS_SENT = "/admin/surat"
FEWEST_PAGES = 5


class _Texts(HTMLParser):
    """Collects what stands between tags and what is read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.met: list[str] = []
        self.kept = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.kept += tag in {"style", "script"}
        self.met += [" ".join(value.split()) for name, value in attrs if name in READ_ALOUD and value]
        if tag == "input" and names.get("type") == "submit":
            self.met.append(names.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        self.kept -= tag in {"style", "script"}

    def handle_data(self, data: str) -> None:
        if not self.kept and data.strip():
            self.met.append(" ".join(data.split()))


def texts(page: str) -> list[str]:
    """Give the pieces of text of a page, each as it stands."""
    reader = _Texts()
    reader.feed(page)
    reader.close()
    return reader.met


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    """Compile the catalogue as it stands now, as script/setup does."""
    target = tool.ENGLISH.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= tool.ENGLISH.stat().st_mtime:
        return
    fresh = target.with_suffix(f".{os.getpid()}")
    with fresh.open("wb") as file:
        write_mo(file, tool.english())
    fresh.replace(target)


def left_in_indonesian(page: str) -> list[str]:
    """Give the pieces of a page that the catalogue could have said in English."""
    return [
        piece for piece in texts(page) if piece in _whole() or _with_gaps().fullmatch(piece) or MONTH.fullmatch(piece)
    ]


@cache
def _messages() -> list[str]:
    return [one.id for one in tool.english() if isinstance(one.id, str) and one.id and one.id != one.string]


@cache
def _whole() -> frozenset[str]:
    return frozenset(words for words in _messages() if not GAP.search(words))


@cache
def _with_gaps() -> re.Pattern[str]:
    told = [words for words in _messages() if GAP.search(words) and LETTERS.search(GAP.sub("", words))]
    return re.compile("|".join(NUMBER.join(map(re.escape, GAP.split(words))) for words in told))


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", [None, *Role])
def test_an_english_reader_meets_no_indonesian_words_of_ours(demonstration: Flask, role: Role | None):
    found = walk(_reading(demonstration, "en", role), of_each=1)
    pages = {url: page for url, page in found.items() if not url.startswith(LETTERS_AS_SENT)}
    assert len(pages) >= FEWEST_PAGES
    assert [f"{url}: {piece}" for url, page in pages.items() for piece in left_in_indonesian(page)] == []


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_the_same_pages_in_indonesian_are_caught(demonstration: Flask):
    front = _reading(demonstration, "id", None).get("/").text
    assert {"Jiwa terlindungi", "Cara kerjanya"} <= set(left_in_indonesian(front))
    assert left_in_indonesian("<option>Agustus 2027</option><p>12 dari 30 jiwa</p>") == [
        "Agustus 2027",
        "12 dari 30 jiwa",
    ]


def _reading(app: Flask, language: str, role: Role | None) -> Browser:
    browser = someone(app, role)
    with browser.client.session_transaction() as cookie:
        cookie["language"] = language
    return browser
