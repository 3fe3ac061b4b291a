"""Finds the words to translate that gettext's own markers miss: the sentences of refusals.

A Babel extraction method, named in `babel.cfg`. A refusal's sentence stands as `message = "…"` in its class, as the
first argument where it is raised, or, at the very bottom where no mark can be imported, as a constant `…_MESSAGE`. What
fills a gap of the sentence is translated too: `raise Damaged(what="…")`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import IO, Any

from babel.messages.extract import extract_python

Found = tuple[int, Any, Any, Any]
FOR_DEVELOPERS = frozenset(
    {"ValueError", "TypeError", "RuntimeError", "UnsafeDatabase", "UnsafeSettings", "Undeclared"}
)
NO_WORDS = frozenset({"field"})
"""Names given to a refusal that nobody reads."""


def extract_refusals(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """Give each message of a module as Babel wants it: line, function, words, comments."""
    yield from extract_python(fileobj, keywords, comment_tags, options)
    fileobj.seek(0)
    for node in ast.walk(ast.parse(fileobj.read())):
        for words in _words(node):
            if isinstance(words, ast.Constant) and isinstance(words.value, str) and _has_letters(words.value):
                yield words.lineno, None, words.value, []


def _words(node: ast.AST) -> list[ast.expr]:
    """Give what `message = "…"` or `raise Refusal("…", gap="…")` says."""
    if isinstance(node, ast.Assign) and all(_holds_a_sentence(target) for target in node.targets):
        return [node.value]
    if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name)):
        return []
    call = node.exc
    if node.exc.func.id in FOR_DEVELOPERS:
        return []
    return [*call.args[:1], *(given.value for given in call.keywords if given.arg not in NO_WORDS)]


def _holds_a_sentence(target: ast.AST) -> bool:
    name = getattr(target, "id", "")
    return name == "message" or (name.endswith("_MESSAGE") and not name.startswith("_"))


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)
