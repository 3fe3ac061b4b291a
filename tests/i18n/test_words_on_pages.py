"""No word reaches a reader past the catalogue: not in a template, not in a form, not in a notice.

Crude on purpose. A page may hold letters only inside `_("…")`, but for what is listed here with its reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from script import untranslated as tool

TEMPLATES = tool.ROOT / "templates"
PYTHON = tool.ROOT / "srikandi"
PAPERS = "print/"
"""Papers are always Indonesian, so what they say needs no mark."""
PLAIN = {
    "Srikandi JKN": "the name",
    "– Srikandi JKN": "the name, after a page's title",
    "Indonesia": "each language is named in itself",
    "English": "the same",
    "ID": "the same, where the screen is narrow",
    "EN": "the same",
    "pool:": "what the trail calls its subjects, for auditors",
    "pledge/12": "the same",
    "narrow": "the body's class, put together from blocks",
    "wide": "the same",
}
READ_ALOUD = frozenset({"title", "alt", "aria-label", "placeholder"})
MARKS = frozenset({"_", "_l", "N_", "gettext", "ngettext", "lazy_gettext"})
NOT_SHOWN_ON_PAGES = {
    "srikandi/cli/": "read by who runs the instance, always Indonesian or English",
    "srikandi/documents/": "printed on papers, always Indonesian, or said by a trigger",
    "srikandi/reports/statements.py": "printed on papers",
    "srikandi/ledger/": "findings of the ledger check, and what a trigger says",
    "srikandi/seals/checks/": "findings of a check, quoted as they are in its run and its letter",
    "srikandi/programme/destinations/checks.py": "the same",
    "srikandi/programme/watching/seats.py": "the same",
    "srikandi/programme/watching/two_people.py": "the same",
    "srikandi/programme/watching/people.py": "the same",
    "srikandi/programme/rights/holdings/": "printed on the copy a person is handed",
    "srikandi/programme/urgency/ending.py": "kept as the reason, as it was written then",
    "srikandi/nominations/forgetting.py": "the same",
    "srikandi/cards/telling.py": "printed on slips and sent as messages, in the language of the village",
    "srikandi/programme/rights/answering.py": "kept as the reason of a look, as it was written then",
    "srikandi/programme/money/returning/booking.py": "kept in the ledger as it was written then",
    "srikandi/database/": "said to who runs the instance",
    "srikandi/programme/receiving/": "kept in the ledger as it was written then",
    "srikandi/arrears/paying/funding.py": "the same",
    "srikandi/places/actions.py": "kept as the source of a first value",
}
SENTENCE = re.compile(r"(?!M+ y)[A-Z][A-Za-z]+ [a-z]{2,}")
"""The beginning of one: a capital, then a small word. Names of months and occupations in files are all capitals."""
LETTER = re.compile(r"[^\W\d_]{2}")


class _Page(HTMLParser):
    """Collects the letters a reader meets, with Jinja's own parts taken out before."""

    def __init__(self) -> None:
        super().__init__()
        self.met: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in {"style", "script"}
        self.met += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in {"style", "script"}

    def handle_data(self, data: str) -> None:
        if not self.unread and not re.fullmatch(r"\s*(?:td )?data-[\w-]+=\"\"\s*", data):
            self.met.append(data.strip())


@cache
def _jinja() -> Environment:
    return Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"])  # noqa: S701 - only reads


def bare_words(template: str) -> list[str]:
    """Give the letters of a template that stand outside every `{{ }}` and `{% %}`."""
    page = _Page()
    page.feed("".join(text for _line, kind, text in _jinja().lex(template) if kind == "data"))
    page.close()
    return [words for words in page.met if LETTER.search(words) and words not in PLAIN]


def handed_words(template: str) -> list[str]:
    """Give the sentences a template hands to a macro without `_()`."""
    tree = _jinja().parse(template)
    marked = {id(given) for call in _calls(tree) for given in call.args}
    return [
        one.value
        for one in tree.find_all(nodes.Const)
        if isinstance(one.value, str) and id(one) not in marked and SENTENCE.match(one.value)
    ]


def lone_percents(template: str) -> list[str]:
    """Give the messages with a bare `%`, which Jinja takes for a gap and fails on; `%%` is right."""
    given = [one for call in _calls(_jinja().parse(template)) for one in call.args[:1]]
    messages = [one.value for one in given if isinstance(one, nodes.Const) and isinstance(one.value, str)]
    return [words for words in messages if "%" in re.sub(r"%\(\w+\)[sd]|%%", "", words)]


def plain_in_forms(source: str) -> list[str]:
    """Give the words of notices, labels and form errors that are not marked for translation."""
    calls = [one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.Call)]
    speaks = [one for one in calls if _name(one) in {"flash", "ValidationError", "InputRequired"} or _is_field(one)]
    first = [one.args[0] for one in speaks if one.args]
    messages = [given.value for one in calls for given in one.keywords if given.arg in {"label", "message"}]
    return [one.value for one in (*first, *messages) if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def unsaid_sentences(source: str, said: frozenset[str]) -> list[str]:
    """Give the sentences in a module that the catalogue doesn't know."""
    tree = ast.parse(source)
    notes = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    notes |= {
        id(part)
        for one in ast.walk(tree)
        if isinstance(one, ast.Raise) and _is_for_developers(one)
        for part in ast.walk(one)
    }
    texts = [one for one in ast.walk(tree) if isinstance(one, ast.Constant) and id(one) not in notes]
    spoken = [one.value for one in texts if isinstance(one.value, str)]
    return [words for words in spoken if SENTENCE.match(words) and words not in said]


@cache
def _said() -> frozenset[str]:
    return frozenset(one.id if isinstance(one.id, str) else one.id[0] for one in tool.words_in(tool.ROOT) if one.id)


@pytest.mark.parametrize("look", [bare_words, handed_words, lone_percents])
def test_templates_speak_only_through_the_catalogue(look):
    files = [path for path in sorted(TEMPLATES.rglob("*.html")) if not _relative(path, TEMPLATES).startswith(PAPERS)]
    assert [f"{_relative(path, TEMPLATES)}: {words}" for path in files for words in look(path.read_text())] == []


def test_notices_and_forms_speak_only_through_the_catalogue():
    files = sorted((PYTHON / "web").rglob("*.py"))
    assert [f"{path}: {words}" for path in files for words in plain_in_forms(path.read_text())] == []


def test_no_sentence_in_the_sources_is_unknown_to_the_catalogue():
    assert [f"{path}: {words}" for path, text in _shown_modules() for words in unsaid_sentences(text, _said())] == []


@pytest.mark.parametrize(
    ("look", "planted"),
    [
        (bare_words, '<p>Halo, {{ _("warga") }}</p>'),
        (bare_words, '<img alt="Lambang" src="{{ emblem }}">'),
        (handed_words, '{{ panel("Warga yang menunggu") }}'),
        (lone_percents, '{{ _("lebih dari 5% warga") }}'),
        (plain_in_forms, 'flash("Tersimpan.")'),
        (plain_in_forms, 'name = StringField("Nama", [InputRequired(_l("Tulis namanya."))])'),
        (plain_in_forms, 'name = StringField(_l("Nama"), [Length(max=9, message="Terlalu panjang.")])'),
        (lambda source: unsaid_sentences(source, frozenset()), 'WORDS = {"one": "Menunggu orang lain"}'),
    ],
)
def test_a_planted_word_is_caught(look, planted: str):
    assert look(planted)


@pytest.mark.parametrize(
    ("look", "kept"),
    [
        (
            bare_words,
            '<p class="{{ tone }}" title="{{ _("Lambang") }}">{{ _("Halo") }} – 3 %</p><style>p { color: red }</style>',
        ),
        (handed_words, '{{ panel(_("Warga yang menunggu"), "narrow") }}'),
        (lone_percents, '{{ _("lebih dari 5%% warga, %(n)s orang", n=1) }}'),
        (plain_in_forms, 'flash(gettext("Tersimpan."))'),
        (
            lambda source: unsaid_sentences(source, frozenset({"Menunggu orang lain"})),
            '"""A note to us."""\nX = "Menunggu orang lain"',
        ),
    ],
)
def test_what_speaks_through_the_catalogue_passes(look, kept: str):
    assert look(kept) == []


def test_each_exception_is_still_needed():
    texts = [path.read_text() for path in TEMPLATES.rglob("*.html")]
    assert [words for words in PLAIN if not any(words.strip("– ,:") in text for text in texts)] == []
    assert [path for path in NOT_SHOWN_ON_PAGES if not (tool.ROOT / path).exists()] == []


def _calls(tree: nodes.Node) -> Iterator[nodes.Call]:
    return (one for one in tree.find_all(nodes.Call) if isinstance(one.node, nodes.Name) and one.node.name in MARKS)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _is_field(call: ast.Call) -> bool:
    return _name(call).endswith("Field") and _name(call)[:1].isupper()


def _is_for_developers(one: ast.Raise) -> bool:
    return isinstance(one.exc, ast.Call) and _name(one.exc) in {
        "ValueError",
        "TypeError",
        "RuntimeError",
        "LookupError",
    }


def _relative(path: Path, to: Path) -> str:
    return path.relative_to(to).as_posix()


def _shown_modules() -> Iterator[tuple[str, str]]:
    for path in sorted(PYTHON.rglob("*.py")):
        name = _relative(path, tool.ROOT)
        if not name.startswith(tuple(NOT_SHOWN_ON_PAGES)):
            yield name, path.read_text()
