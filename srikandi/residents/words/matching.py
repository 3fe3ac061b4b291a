"""Which names have all these words, or words that begin so: from the rarest word on, and never more than a page needs.

A beginning is a range of one index. The word fewest names have leads; the others are looked for in the whole name that
stands beside it. Whoever types so little that more than a thousand match is shown the first thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from srikandi.residents.models import Resident
from srikandi.residents.words.keys import name_key
from srikandi.residents.words.models import ResidentWord

MOST_HITS = 1_000
"""More matching names than this nobody reads: the search is to be narrowed."""
MOST_WORDS = 6
MOST_SIGNS = 200
"""No name is longer, and SQLite refuses to look for a text of fifty thousand."""
FAR_ENOUGH = 5_000
"""How far a word is counted to tell which is the rarest."""
LAST_SIGN = "\U0010ffff"


@dataclass(frozen=True)
class Hits:
    """Who has such a name, by name."""

    resident_ids: list[int]
    is_cut: bool
    """There are more."""


def words_in(text: str) -> list[str]:
    """Give the words somebody looks for, each once."""
    return list(dict.fromkeys(name_key(text[:MOST_SIGNS]).split()[:MOST_WORDS]))


def has_words(column: InstrumentedAttribute[str], words: Iterable[str]) -> ColumnElement[bool]:
    """Each of these begins a word of this name."""
    return and_(True, *(or_(column.like(f"{word}%"), column.like(f"% {word}%")) for word in words))


def hits_of(session: Session, asked: Select[Resident], words: Sequence[str], *, district_ids: Sequence[int]) -> Hits:
    """Give those of the people asked for whose names have these words, at most `MOST_HITS` of them."""
    lead = _rarest(session, words, district_ids) if len(words) > 1 else words[0]
    others = [word for word in words if word != lead]
    matching = (
        asked.with_only_columns(ResidentWord.name_key, ResidentWord.resident_id)
        .select_from(Resident)
        .join(ResidentWord, ResidentWord.resident_id == Resident.id)
        .where(_begins(lead, district_ids), has_words(ResidentWord.name_key, others))
        .order_by(ResidentWord.word, ResidentWord.name_key, ResidentWord.resident_id)
    )
    lines = session.execute(matching.limit(MOST_HITS + 1)).all()
    # Somebody with two words that begin alike stands there twice.
    people = sorted({(name, resident_id) for name, resident_id in lines})
    return Hits([resident_id for _, resident_id in people[:MOST_HITS]], is_cut=len(lines) > MOST_HITS)


def _begins(word: str, district_ids: Sequence[int]) -> ColumnElement[bool]:
    in_range = ResidentWord.word >= word, ResidentWord.word <= f"{word}{LAST_SIGN}"
    return and_(ResidentWord.district_id.in_(district_ids), *in_range)


def _rarest(session: Session, words: Sequence[str], district_ids: Sequence[int]) -> str:
    counts = []
    for word in words:
        some = select(ResidentWord.resident_id).where(_begins(word, district_ids)).limit(FAR_ENOUGH).subquery()
        counts.append(select(literal(word).label("word"), func.count().label("names")).select_from(some))
    counted = union_all(*counts).subquery()
    rarest = select(counted.c.word).order_by(counted.c.names, counted.c.word).limit(1)
    return str(session.execute(rarest).scalar_one())
