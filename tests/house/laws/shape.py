"""Laws of size and shape: a file that needs a table of contents is two files."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.house.laws.law import Page, for_each_page, law, within

LONGEST_MODULE = 299
LONGEST_FUNCTION = 29
LONGEST_VIEW = 14
MOST_MODULES = 7
MOST_KEYWORDS = 5
VERBS_OF_ROUTES = {"route", "get", "post", "put", "patch", "delete"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
code = within("srikandi", "config.py", "wsgi.py", "bench", "script")


def _functions(page: Page) -> Iterator[Function]:
    for node in ast.walk(page.tree):
        if isinstance(node, Function):
            yield node


def length(function: Function) -> int:
    """Count the lines of a function from its def, without its docstring: prose is not what makes it long."""
    first = function.body[0]
    has_words = ast.get_docstring(function, clean=False) is not None
    prose = (first.end_lineno or first.lineno) - first.lineno + 1 if has_words else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - prose


def is_view(function: Function) -> bool:
    """Is this function reached by a route?"""
    for decorator in function.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(called, ast.Attribute) and called.attr in VERBS_OF_ROUTES:
            return True
    return False


@law(
    applies_to=within("srikandi", "tests", "bench", "migrations", "script", "config.py", "wsgi.py"),
    broken_by={"srikandi/pools/actions.py": "x = 1\n" * 300},
    kept_by={"srikandi/pools/actions.py": "x = 1\n" * 299},
)
@for_each_page
def modules_stay_under_300_lines(page: Page) -> Iterator[str]:
    """Find modules that are two."""
    if len(page.lines) > LONGEST_MODULE:
        yield page.at(1, f"{len(page.lines)} lines")


@law(
    applies_to=code,
    broken_by={
        "srikandi/pools/actions.py": "def open_it():\n" + "    x = 1\n" * 29,
        "srikandi/pools/queries.py": "class Pool:\n    async def open_it(self):\n" + "        x = 1\n" * 29,
    },
    kept_by={"srikandi/pools/actions.py": 'def open_it():\n    """Say\n\n    much.\n    """\n' + "    x = 1\n" * 28},
)
@for_each_page
def functions_stay_under_30_lines(page: Page) -> Iterator[str]:
    """Find functions that are two."""
    for function in _functions(page):
        if length(function) > LONGEST_FUNCTION:
            yield page.at(function.lineno, f"{function.name} has {length(function)} lines")


@law(
    applies_to=within("srikandi/web"),
    broken_by={"srikandi/web/public/pools.py": "@room.get('/kumpulan')\ndef index():\n" + "    x = 1\n" * 14},
    kept_by={
        "srikandi/web/public/pools.py": "@room.post('/kumpulan')\ndef create():\n" + "    x = 1\n" * 13,
        "srikandi/web/forms.py": "@property\ndef fields():\n" + "    x = 1\n" * 20,
    },
)
@for_each_page
def views_stay_under_15_lines(page: Page) -> Iterator[str]:
    """Find views that do more than load, ask and answer."""
    for function in _functions(page):
        if is_view(function) and length(function) > LONGEST_VIEW:
            yield page.at(function.lineno, f"the view {function.name} has {length(function)} lines")


@law(
    applies_to=lambda path: path.startswith("srikandi/") and path.endswith(".py"),
    broken_by={"srikandi/pools/actions.py": "def hold(session, *, a, b, c, d, e, f): ...\n"},
    kept_by={"srikandi/pools/actions.py": "def hold(session, pool, *, a, b, c, d, e): ...\n"},
)
@for_each_page
def at_most_five_arguments_go_by_name(page: Page) -> Iterator[str]:
    """Find functions that ask for a form to be filled in."""
    for function in _functions(page):
        if len(function.args.kwonlyargs) > MOST_KEYWORDS:
            yield page.at(function.lineno, f"{function.name} takes {len(function.args.kwonlyargs)} arguments by name")


@law(
    applies_to=within("srikandi", "tests", "bench"),
    broken_by={},
    broken_together_by={f"srikandi/pools/m{n}.py": "" for n in range(8)},
    kept_by={f"srikandi/pools/m{n}.py": "" for n in range(7)},
)
def packages_stay_under_eight_files(pages: list[Page]) -> list[str]:
    """Find packages that are two."""
    sizes = Counter(str(PurePosixPath(page.path).parent) for page in pages)
    return [f"{folder}: {count} modules" for folder, count in sorted(sizes.items()) if count > MOST_MODULES]
