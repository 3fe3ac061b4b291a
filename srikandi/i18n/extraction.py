"""Finds the words to translate that gettext's own markers miss: the sentences of refusals.

A Babel extraction method, named in `babel.cfg`. A refusal's sentence stands as `message = "…"` in its class, as the
first argument where it is raised, or, at the very bottom where no mark can be imported, as a constant `…_MESSAGE`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import IO, Any

from babel.messages.extract import extract_python

Found = tuple[int, str | None, Any, list[str]]
FOR_DEVELOPERS = frozenset(
    {"ValueError", "TypeError", "RuntimeError", "UnsafeDatabase", "UnsafeSettings", "Undeclared"}
)


def extract_refusals(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """Give each message of a module as Babel wants it: line, function, words, comments."""
    yield from extract_python(fileobj, keywords, comment_tags, options)
    fileobj.seek(0)
    for node in ast.walk(ast.parse(fileobj.read())):
        words = _sentence(node)
        if words is not None:
            yield node.lineno, None, words.value, []  # type: ignore[attr-defined]  # only statements with a line get here


def _holds_a_sentence(target: ast.AST) -> bool:
    name = getattr(target, "id", "")
    return name == "message" or (name.endswith("_MESSAGE") and not name.startswith("_"))


def _sentence(node: ast.AST) -> ast.Constant | None:
    """Give the string of `message = "…"` or `raise Refusal("…")`."""
    value: ast.AST | None = None
    if isinstance(node, ast.Assign) and all(_holds_a_sentence(target) for target in node.targets):
        value = node.value
    elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
        name = node.exc.func.id if isinstance(node.exc.func, ast.Name) else ""
        value = node.exc.args[0] if name and name not in FOR_DEVELOPERS else None
    return value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None
