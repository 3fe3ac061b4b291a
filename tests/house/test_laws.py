"""The house keeps its laws, and each law can be broken: a planted breach is caught."""

from __future__ import annotations

from functools import cache

import pytest

from tests.house.laws import boundaries, pages, shape, words
from tests.house.laws.law import LAWS, Law, Page, repository

CHAPTERS = (shape, words, boundaries, pages)  # importing these writes their laws down
each_law = pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)


@cache
def _repository() -> list[Page]:
    return repository()


@each_law
def test_the_house_keeps_it(law: Law):
    breaches = law.breaches(_repository())
    assert not breaches, "\n".join(["", *breaches])


@pytest.mark.parametrize(
    ("law", "planted"),
    [pytest.param(law, planted, id=f"{law.name}-{n}") for law in LAWS for n, planted in enumerate(law.broken_by)],
)
def test_a_planted_breach_is_caught(law: Law, planted: tuple[Page, ...]):
    assert law.breaches(list(planted)), f"{law.name} did not see: {planted[0].text}"


@each_law
def test_what_keeps_it_passes(law: Law):
    assert law.breaches(list(law.kept_by)) == []


def test_the_laws_look_at_real_files():
    read = {page.path for page in _repository()}
    assert {"srikandi/money.py", "config.py", "script/setup", "tests/house/laws/law.py"} <= read


def test_each_chapter_has_laws():
    for chapter in CHAPTERS:
        assert any(law.check.__module__ == chapter.__name__ or hasattr(chapter, law.name) for law in LAWS)
