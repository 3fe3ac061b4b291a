"""Laws of names and words: things are called what the trade calls them, and say what they are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.laws.law import Page, for_each_page, law, within

EMPTY_ANYWHERE = {"util", "utils", "helper", "helpers", "manager", "managers", "handler", "handlers", "misc"}
# As the verb or the noun of a name these say nothing; inside one (`first_data_row`) they may be the trade's own word.
EMPTY_AT_THE_ENDS = {"common", "service", "services", "process", "data", "info"}
# Names that SQLAlchemy, WTForms and the standard library look for.
DICTATED = {
    *("process_bind_param", "process_result_value", "process_literal_param", "process_formdata", "process_data"),
    *("handle_data", "process_request_body", "info"),
}
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
LATER = re.compile(r"\b(" + "TO" + "DO|FIX" + r"ME)\b")
SILENCED = re.compile(r"#\s*(?:type:\s*ignore|noqa|pragma:)(?P<rest>.*)", re.IGNORECASE)
CODES = re.compile(r"^(?:\[[\w\-, ]*\]|:?\s*[A-Z]+[0-9]+(?:\s*,\s*[A-Z]+[0-9]+)*|\s*no cover)")

python = within("srikandi", "tests", "bench", "migrations", "script", "config.py", "wsgi.py")
texts = re.compile(r"\.(py|html|css|js|sh|txt|toml|service|conf|md)$|^script/|^\.ci/")


def _empty(name: str) -> set[str]:
    words = [word.lower() for word in WORD.findall(name)]
    return set(words) & EMPTY_ANYWHERE | {*words[:1], *words[-1:]} & EMPTY_AT_THE_ENDS


@law(
    applies_to=lambda path: python(path) and not path.startswith("tests/data/"),
    broken_by={
        "srikandi/pools/utils.py": "",
        "srikandi/common/__init__.py": "",
        "srikandi/pools/actions.py": "class PoolManager: ...\n",
        "srikandi/pools/queries.py": "def process_pool(): ...\n",
        "srikandi/pools/models.py": "class PoolData: ...\n",
        "tests/payments/test_it.py": "def _helper(): ...\n",
    },
    kept_by={
        "srikandi/database/metadata.py": "class PoolIsFull: ...\ndef first_data_row(): ...\n",
        "srikandi/database/types.py": "class Day:\n    def process_bind_param(self): ...\n",
    },
)
@for_each_page
def names_say_what_a_thing_is(page: Page) -> Iterator[str]:
    """Find modules, classes and functions whose name would fit anything."""
    for part in page.parts:
        if (empty := _empty(part.removesuffix(".py"))) and not part.startswith("test_"):
            yield page.at(1, f"the name {part} says {', '.join(sorted(empty))}")
    for node in ast.walk(page.tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        is_sentence = node.name.startswith("test_")
        if not is_sentence and node.name not in DICTATED and (empty := _empty(node.name)):
            yield page.at(node.lineno, f"the name {node.name} says {', '.join(sorted(empty))}")


@law(
    applies_to=lambda path: bool(texts.search(path)) and not path.startswith("tests/house/"),
    broken_by={
        "srikandi/money.py": "# TO" + "DO: rounding\n",
        "templates/base.html": "{# FIX" + "ME #}\n",
        "script/server": "# TO" + "DO later\n",
    },
    kept_by={"srikandi/money.py": "# What remains to be done stands in the issues.\n"},
)
@for_each_page
def nothing_is_left_for_later(page: Page) -> Iterator[str]:
    """Find notes to do something some day."""
    for number, line in enumerate(page.lines, 1):
        if LATER.search(line):
            yield page.at(number, line.strip())


@law(
    applies_to=lambda path: path.endswith(".py") and path != "tests/house/laws/words.py",
    broken_by={
        "srikandi/money.py": "x = 1  # no" + "qa\n",
        "srikandi/clock.py": "x = 1  # no" + "qa: S105\n",
        "srikandi/errors.py": "x = 1  # type: " + "ignore[misc]\n",
        "srikandi/settings.py": "x = 1  # type: " + "ignore\n",
        "config.py": "x = 1  # pragma: " + "no cover\n",
        "wsgi.py": "x = 1  # no" + "qa: S105, S106\n",
    },
    kept_by={
        "srikandi/money.py": "x = 1  # no" + "qa: S105 - the name of a field, not a secret\n",
        "srikandi/clock.py": "x = 1  # type: " + "ignore[misc] # the hook takes anything\n",
        "wsgi.py": "x = 1  # no" + "qa: S105, S106 - names of fields\n",
    },
)
@for_each_page
def a_silenced_warning_has_a_reason(page: Page) -> Iterator[str]:
    """Find warnings switched off without a code or without a word."""
    for number, line in enumerate(page.lines, 1):
        found = SILENCED.search(line)
        if found is None:
            continue
        codes = CODES.match(found["rest"])
        if codes is None or not re.search(r"[A-Za-z]{3}", found["rest"][codes.end() :]):
            yield page.at(number, line.strip())


@law(
    applies_to=within("srikandi", "config.py", "wsgi.py"),
    broken_by={
        "srikandi/money.py": "x = 1\n",
        "srikandi/pools/actions.py": '"""Verbs."""\ndef open_pool(): ...\n',
        "srikandi/pools/models.py": '"""Tables."""\nclass Pool: ...\n',
        "srikandi/pools/queries.py": '"""Questions."""\nclass Pool:\n    """A pool."""\n    def size(self): ...\n',
    },
    kept_by={
        "srikandi/pools/actions.py": (
            '"""Verbs."""\ndef _open(): ...\ndef open_pool():\n    """Open it."""\n    def step(): ...\n'
        ),
        "srikandi/pools/models.py": '"""Tables."""\nclass Pool:\n    """A pool."""\n    def __str__(self): ...\n',
    },
)
@for_each_page
def public_things_say_what_they_give(page: Page) -> Iterator[str]:
    """Find public modules, classes and functions without a docstring."""
    if ast.get_docstring(page.tree) is None:
        yield page.at(1, "the module says nothing")
    yield from _silent(page, page.tree)


def _silent(page: Page, body: ast.Module | ast.ClassDef) -> Iterator[str]:
    for node in body.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        is_meta = node.name == "Meta"
        if ast.get_docstring(node) is None and not is_meta:
            yield page.at(node.lineno, f"{node.name} says nothing")
        if isinstance(node, ast.ClassDef) and not is_meta:
            yield from _silent(page, node)
