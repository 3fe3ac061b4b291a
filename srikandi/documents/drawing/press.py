"""The press: templates become HTML, HTML becomes PDF. The only file that knows WeasyPrint.

WeasyPrint takes a second to load and is loaded at the first paper. Style sheet and fonts are read once and shared,
which makes a certificate much faster. Nothing is fetched but packaged assets by name and pictures inside the page.
"""

from __future__ import annotations

import atexit
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import font_manrope
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from srikandi.i18n import day, grouped, long_month, rupiah

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
ASSETS = {
    path.name: path
    for path in Path(font_manrope.font_directory).iterdir()
    if path.suffix == ".ttf" and "wght" not in path.stem
}
"""What a paper may fetch, by name."""
_turn = Lock()


class AssetRefused(Exception):
    """A paper asked for something that is not packaged with us."""


@dataclass(frozen=True)
class _Press:
    """What is made once: how to print a page, with style sheet and fonts already read."""

    print_page: Callable[[str], bytes]


def _words(sentence: str, **values: object) -> str:
    """Papers are Indonesian: the source sentence, its gaps filled."""
    return sentence % values if values else sentence


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["_"] = _words
    made.filters.update({"rupiah": rupiah, "angka": grouped, "tanggal": day, "bulan": long_month})
    return made


def write(template: str, **facts: Any) -> str:
    """Give the HTML of a paper; every value is escaped."""
    return _environment().get_template(f"print/{template}.html").render(language="id", **facts)


def draw(html: str) -> bytes:
    """Give the PDF of a page. Papers are drawn one after the other: Pango's fonts are not shared between threads.

    Raises: AssetRefused.
    """
    with _turn:
        _hush()
        return _press().print_page(html)


@cache
def _hush() -> None:
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)


@cache
def _press() -> _Press:
    from weasyprint import CSS, HTML  # noqa: PLC0415 - a second to load, and only who draws papers needs it
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - the same
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415 - the same

    class PackagedOnly(URLFetcher):
        """Gives our own fonts by name and what is inside the page; no file, no network."""

        def fetch(self, url: str, headers: object = None) -> Any:
            if url.startswith("data:image/"):
                return super().fetch(url, headers)
            name = url.removeprefix("asset:")
            if not url.startswith("asset:") or name not in ASSETS:
                raise FatalURLFetchingError(f"not a packaged asset: {url[:80]}")
            return URLFetcherResponse(url, ASSETS[name].read_bytes(), {"Content-Type": "font/ttf"})

    fonts, fetcher = FontConfiguration(), PackagedOnly()
    sheet = (TEMPLATES / "print" / "base.css").read_text(encoding="utf-8")
    styles = CSS(string=sheet, font_config=fonts, url_fetcher=fetcher)

    def print_page(html: str) -> bytes:
        page = HTML(string=html, url_fetcher=fetcher)
        try:
            made: bytes = page.write_pdf(stylesheets=[styles], font_config=fonts, pdf_tags=True)
        except FatalURLFetchingError as error:  # anything milder, and WeasyPrint would leave the picture out
            raise AssetRefused(str(error)) from error
        return made

    return _Press(print_page)


atexit.register(_press.cache_clear)  # fonts go before the interpreter takes their module apart
