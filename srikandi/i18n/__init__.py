"""How amounts, days and moments are written in Indonesian and English, and the mark on words to be translated.

Indonesian is the language the words are written in; English comes from `srikandi/translations/en`. Papers are always
Indonesian.
"""

from srikandi.i18n.formats import day, grouped, long_month, moment, percent, points, rupiah, sen, short_rupiah
from srikandi.i18n.speaking import say


def N_(words: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark words that are translated when they are shown."""
    return words


__all__ = ["N_", "day", "grouped", "long_month", "moment", "percent", "points", "rupiah", "say", "sen", "short_rupiah"]
