"""Words in a reader's own language where no request says which: letters that a machine writes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations

CATALOGUES = Path(__file__).parents[1] / "translations"
SPOKEN = "id"
"""The language the words are written in."""


def say(words: str, *, language: str = SPOKEN, **values: object) -> str:
    """Give marked words in a language, their gaps filled."""
    spoken = words if language == SPOKEN else _catalogue(language).gettext(words)
    return spoken % values if values else spoken


@cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(CATALOGUES, [language])
