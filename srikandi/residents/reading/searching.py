"""Finding people: by name, village, status and kind, a page at a time; by NIK through its keyed hash."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, Tuple, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.database import index_of
from srikandi.residents.identity import parse_nik
from srikandi.residents.models import Resident, ResidentKind, ResidentStatus
from srikandi.residents.reading.scope import visible_to

PAGE_SIZE = 50
MOST_COUNTED = 1_000
"""Beyond this many a page says "more than": counting a whole district for each page would cost more than the page."""
MOST_WORDS = 6
_DROPPED = re.compile(r"['’`´]")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True)
class Search:
    """What people look for; what is absent does not restrict."""

    name: str = ""
    village_code: str | None = None
    status: ResidentStatus | None = None
    kind: ResidentKind | None = None
    rt_rw: tuple[str | None, str | None] | None = None
    import_id: int | None = None


@dataclass(frozen=True)
class Found:
    """A page of people, where the list goes on, and how many there are, counted as far as it matters."""

    rows: Sequence[Resident]
    total: int
    """At most `MOST_COUNTED`."""
    is_more: bool
    before: int | None = field(default=None)
    after: int | None = field(default=None)


def name_key(name: str) -> str:
    """Give what a search compares with: upper case, single blanks, letters only. NUR'AINI and Nuraini are the same."""
    if name.isascii():
        return _NOT_LETTERS.sub(" ", _DROPPED.sub("", name)).upper().strip()
    plain = unicodedata.normalize("NFKD", _DROPPED.sub("", name))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _NOT_LETTERS.sub(" ", letters).upper().strip()


def page_of(
    session: Session, search: Search, *, viewer: Actor, after: int | None = None, before: int | None = None
) -> Found:
    """Give a page by name; `after` and `before` are the ids at its edges, so a page costs the same anywhere."""
    asked = _narrowed(visible_to(viewer), search)
    some = asked.with_only_columns(Resident.id).order_by(Resident.name_key).limit(MOST_COUNTED + 1).subquery()
    counted = session.scalar(select(func.count()).select_from(some)) or 0
    total = min(counted, MOST_COUNTED), counted > MOST_COUNTED
    place = tuple_(Resident.name_key, Resident.id)
    if before is not None:
        rows = _rows(session, asked.where(place < _edge(before)), (Resident.name_key.desc(), Resident.id.desc()))
        shown = rows[:PAGE_SIZE][::-1]
        return Found(shown, *total, _id(shown, 0) if len(rows) > PAGE_SIZE else None, _id(shown, -1))
    if after is not None:
        asked = asked.where(place > _edge(after))
    rows = _rows(session, asked, (Resident.name_key, Resident.id))
    shown = rows[:PAGE_SIZE]
    return Found(shown, *total, _id(shown, 0) if after else None, _id(shown, -1) if len(rows) > PAGE_SIZE else None)


def search_by_nik(session: Session, text: str, *, viewer: Actor, even_restricted: bool = False) -> Resident | None:
    """Give the person with exactly this NIK, if this viewer may see them. Raises: NikRefused."""
    index = index_of("nik", parse_nik(text).digits)
    return session.scalar(visible_to(viewer, even_restricted=even_restricted).where(Resident.nik_index == index))


def _rows(session: Session, asked: Select[Resident], order: Sequence[Any]) -> list[Resident]:
    return list(session.scalars(asked.order_by(*order).limit(PAGE_SIZE + 1)))


def _edge(resident_id: int) -> Tuple:
    at = select(Resident.name_key).where(Resident.id == resident_id).scalar_subquery()
    return tuple_(func.coalesce(at, ""), resident_id)


def _id(rows: Sequence[Resident], place: int) -> int | None:
    return rows[place].id if rows else None


def _narrowed(asked: Select[Resident], search: Search) -> Select[Resident]:
    for word in name_key(search.name[:MOST_SIGNS]).split()[:MOST_WORDS]:
        asked = asked.where(or_(Resident.name_key.like(f"{word}%"), Resident.name_key.like(f"% {word}%")))
    wanted = (
        (Resident.village_code, search.village_code),
        (Resident.status, search.status),
        (Resident.kind, search.kind),
        (Resident.import_id, search.import_id),
    )
    for column, value in wanted:
        if value is not None:
            asked = asked.where(column == value)
    return asked.where(_in_neighbourhood(search.rt_rw)) if search.rt_rw else asked


def _in_neighbourhood(rt_rw: tuple[str | None, str | None]) -> ColumnElement[bool]:
    return and_(Resident.rt.is_not_distinct_from(rt_rw[0]), Resident.rw.is_not_distinct_from(rt_rw[1]))


MOST_SIGNS = 200
"""No name is longer, and SQLite refuses to look for a text of fifty thousand."""
