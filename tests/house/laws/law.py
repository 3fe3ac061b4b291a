"""What a law of the house is: a way to find breaches, and samples that prove the finding works.

A check nobody has seen fail proves nothing, so a law can't be written down without a sample that breaks it.
"""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[3]
NOT_OURS = {".venv", ".git", ".build", "instance", "built", "__pycache__", "node_modules"}


@dataclass(frozen=True)
class Page:
    """A file of the repository: where it lies and what it says."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The file as Python reads it."""
        return ast.parse(self.text, self.path)

    @cached_property
    def lines(self) -> list[str]:
        """The file line by line."""
        return self.text.splitlines()

    @property
    def parts(self) -> tuple[str, ...]:
        """The folders and the name."""
        return PurePosixPath(self.path).parts

    @property
    def package(self) -> str:
        """The room of the house this file is in: `pledges` for srikandi/pledges/actions.py, else an empty word."""
        inside = len(self.parts) > 1 and self.parts[0] == "srikandi"
        return self.parts[1].removesuffix(".py") if inside else ""

    def at(self, line: int, words: str) -> str:
        """Say where a law is broken and how."""
        return f"{self.path}:{line}: {words}"


Check = Callable[[list[Page]], list[str]]


@dataclass(frozen=True)
class Law:
    """A sentence that must hold for the files it is about."""

    name: str
    check: Check
    applies_to: Callable[[str], bool]
    broken_by: tuple[tuple[Page, ...], ...]
    kept_by: tuple[Page, ...]

    def breaches(self, pages: list[Page]) -> list[str]:
        """Give every place where these files break it."""
        return self.check([page for page in pages if self.applies_to(page.path)])


LAWS: list[Law] = []


def law(
    *,
    applies_to: Callable[[str], bool],
    broken_by: dict[str, str],
    kept_by: dict[str, str],
    broken_together_by: dict[str, str] | None = None,
) -> Callable[[Check], Check]:
    """Write a law down. Each file of `broken_by` must be caught alone, those of `kept_by` must pass together."""
    plantings: list[tuple[Page, ...]] = [(Page(path, text),) for path, text in broken_by.items()]
    if broken_together_by:
        plantings.append(tuple(Page(path, text) for path, text in broken_together_by.items()))
    assert plantings, "a law comes with a sample that breaks it"

    def write_down(check: Check) -> Check:
        kept = tuple(Page(path, text) for path, text in kept_by.items())
        LAWS.append(Law(check.__name__, check, applies_to, tuple(plantings), kept))
        return check

    return write_down


def for_each_page(find: Callable[[Page], Iterator[str]]) -> Check:
    """Turn a look at one file into a check of many."""

    def check(pages: list[Page]) -> list[str]:
        return [words for page in pages for words in find(page)]

    check.__name__ = find.__name__
    return check


def within(*folders: str, suffix: str = ".py") -> Callable[[str], bool]:
    """Choose files by where they lie and how they end."""

    def applies(path: str) -> bool:
        return path.endswith(suffix) and any(path == one or path.startswith(f"{one}/") for one in folders)

    return applies


def repository() -> list[Page]:
    """Read every text file of the repository: those git knows or would take."""
    pages = []
    for path in _paths():
        try:
            pages.append(Page(path, (ROOT / path).read_text(encoding="utf-8")))
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    return pages


def _paths() -> list[str]:
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        return sorted(str(path) for path in found if not NOT_OURS & set(path.parts))
    return sorted(filter(None, listed.split("\0")))
