"""English says everything Indonesian says, and Indonesian everything WTForms says in English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import wtforms
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import Babel, force_locale, gettext

from script import untranslated as tool
from srikandi.web.frame.saying.words import WORDS, word

GAPS = re.compile(r"%(?:\(\w+\))?[a-z%]")
INDONESIAN = tool.ROOT / "srikandi" / "translations" / "id" / "LC_MESSAGES" / "messages.po"
NOT_ASKED = {
    "CSRF failed.": "Flask-WTF guards every form; WTForms' own guard is off",
    "CSRF token expired.": "the same",
    "CSRF token missing.": "the same",
    "Invalid CSRF Token.": "the same",
    "Choices cannot be None.": "a mistake in our code, never in what was typed",
    "Invalid field name '%s'.": "the same",
    "Invalid IP address.": "no form asks for one",
    "Invalid Mac address.": "no form asks for one",
    "Not a valid week value.": "no form asks for one",
}


@cache
def said() -> Catalog:
    return tool.words_in(tool.ROOT)


def test_every_message_has_english():
    assert tool.untranslated(said(), tool.english()) == []


def test_the_catalogue_holds_nothing_that_is_no_longer_said():
    assert tool.no_longer_said(said(), tool.english()) == []


def test_the_command_would_change_nothing():
    assert tool.brought_up_to(said(), tool.english()) == tool.ENGLISH.read_text()


def test_the_header_tells_no_day_and_no_machine():
    header = tool.ENGLISH.read_text().split("\n\n")[0]
    assert "Project-Id-Version: Srikandi JKN" in header
    assert not re.search(r"Date|\d{4}-\d\d|@|Generated", header)


def test_both_sides_have_the_same_gaps():
    assert _gaps_that_differ(tool.english()) == []
    assert _gaps_that_differ(_indonesian()) == []


def test_a_message_is_never_html():
    tags = re.compile(r"</?[a-z]|&[a-z]+;", re.IGNORECASE)
    messages = [one for one in tool.english() if one.id]
    assert [words for one in messages for words in (*_both(one.id), *_both(one.string)) if tags.search(words)] == []


def test_a_planted_message_without_english_is_found(tmp_path: Path):
    _plant(tmp_path, "templates/new.html", '<p>{{ _("Ini belum pernah dikatakan.") }}</p>')
    _plant(tmp_path, "srikandi/new.py", 'class Odd:\n    message = "Ini penolakan baru."\n')
    _plant(tmp_path, "srikandi/newer.py", 'raise Damaged("Ini rusak: %(what)s.", what="ini sebabnya", field="name")\n')
    planted = tool.untranslated(tool.words_in(tmp_path), tool.english())
    assert set(planted) == {
        "Ini belum pernah dikatakan.",
        "Ini penolakan baru.",
        "Ini rusak: %(what)s.",
        "ini sebabnya",
    }


def test_a_planted_leftover_guess_or_wrong_gap_is_found():
    stale = Catalog(locale="en")
    stale.add("Halo", "Hello")
    stale.add("%(n)s jiwa", "%(m)s lives")
    stale.add("Bulan", "Month", flags=["fuzzy"])
    assert tool.no_longer_said(Catalog(), stale) == ["Halo", "%(n)s jiwa", "Bulan"]
    assert _gaps_that_differ(stale) == ["%(n)s jiwa"]
    assert tool.untranslated(stale, stale) == ["Bulan"]


def test_what_is_said_keeps_its_english_and_the_rest_goes():
    old = Catalog(locale="en")
    old.add("Halo", "Hello")
    old.add("Lama", "Old")
    fresh = Catalog()
    fresh.add("Halo")
    fresh.add("Baru")
    text = tool.brought_up_to(fresh, old)
    assert 'msgid "Baru"\nmsgstr ""\n\nmsgid "Halo"\nmsgstr "Hello"\n' in text
    assert "Lama" not in text


def test_every_sentence_of_wtforms_has_indonesian():
    indonesian = _indonesian()
    assert _of_wtforms() - NOT_ASKED.keys() - _translated(indonesian) == set()
    assert NOT_ASKED.keys() <= _of_wtforms()


def test_indonesian_holds_only_sentences_that_wtforms_has():
    assert _translated(_indonesian()) - _of_wtforms() == set()


def test_statuses_are_shown_in_the_readers_language(tmp_path: Path):
    english = tool.english()
    with _speaking(tmp_path).test_request_context():
        for words in WORDS.values():
            for status, indonesian in words.items():
                with force_locale("id"):
                    assert word(status) == indonesian
                with force_locale("en"):
                    assert word(status) == _one(english.get(indonesian))
        with force_locale("en"):
            assert gettext("Desa kosong.") == "The village is empty."


def _gaps_that_differ(catalog: Catalog) -> list[str]:
    return [
        _both(one.id)[0]
        for one in catalog
        if one.id and any(_gaps(side) != _gaps(_both(one.id)[0]) for side in (*_both(one.id), *_both(one.string)))
    ]


def _gaps(words: str) -> list[str]:
    return sorted(GAPS.findall(words))


def _both(words: str | Iterable[str] | None) -> list[str]:
    return [words] if isinstance(words, str) else list(words or ())


def _one(message: Message | None) -> str:
    assert message is not None
    return _both(message.string)[0]


def _indonesian() -> Catalog:
    with INDONESIAN.open("rb") as file:
        return read_po(file, locale="id")


def _translated(catalog: Catalog) -> set[str]:
    return {_both(one.id)[0] for one in catalog if one.id and all(_both(one.string)) and not one.fuzzy}


@cache
def _of_wtforms() -> set[str]:
    found = extract_from_dir(wtforms.__path__[0], [("**.py", "python")], keywords={"gettext": None, "ngettext": (1, 2)})
    return {_both(message)[0] for _file, _line, message, _comments, _context in found}


def _plant(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _speaking(folder: Path) -> Flask:
    """Give a small app that speaks the catalogues as they stand now."""
    for catalog, language in ((tool.english(), "en"), (_indonesian(), "id")):
        compiled = folder / language / "LC_MESSAGES" / "messages.mo"
        compiled.parent.mkdir(parents=True)
        with compiled.open("wb") as file:
            write_mo(file, catalog)
    app = Flask(__name__)
    Babel(app, default_locale="id", default_translation_directories=str(folder))
    return app
