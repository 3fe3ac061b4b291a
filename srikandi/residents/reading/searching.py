"""Finding people: by name, village, status and kind, a page at a time; by NIK through its keyed hash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, Tuple, and_, func, select, tuple_
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.database import index_of
from srikandi.residents.identity import parse_nik
from srikandi.residents.models import Resident, ResidentKind, ResidentStatus
from srikandi.residents.reading.scope import visible_to
from srikandi.residents.words import MOST_HITS, Hits, has_words, hits_of, words_in

PAGE_SIZE = 50
MOST_COUNTED = MOST_HITS
"""Beyond this many a page says "more than": counting a whole district for each page would cost more than the page."""


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
    is_cut: bool = False
    """Only the first `MOST_COUNTED` are listed; a longer name finds the others."""
    before: int | None = field(default=None)
    after: int | None = field(default=None)


def page_of(
    session: Session, search: Search, *, viewer: Actor, after: int | None = None, before: int | None = None
) -> Found:
    """Give a page by name; `after` and `before` are the ids at its edges, so a page costs the same anywhere."""
    asked, words = _narrowed(visible_to(viewer), search), words_in(search.name)
    if _in_one_village(search, viewer):
        # Its people are gone through and put in order; the order of the district's names would lead past everybody.
        asked, by_name = asked.where(has_words(Resident.name_key, words)), Resident.name_key.concat("")
        return _page_of_all(session, asked, by_name, after=after, before=before)
    if not words:
        return _page_of_all(session, asked, Resident.name_key, after=after, before=before)
    hits = hits_of(session, asked, words, district_ids=viewer.district_ids)
    return _page_of_hits(session, hits, after=after, before=before)


def search_by_nik(session: Session, text: str, *, viewer: Actor, even_restricted: bool = False) -> Resident | None:
    """Give the person with exactly this NIK, if this viewer may see them. Raises: NikRefused."""
    index = index_of("nik", parse_nik(text).digits)
    return session.scalar(visible_to(viewer, even_restricted=even_restricted).where(Resident.nik_index == index))


def _page_of_all(
    session: Session, asked: Select[Resident], by_name: Any, *, after: int | None, before: int | None
) -> Found:
    some = asked.with_only_columns(Resident.id).limit(MOST_COUNTED + 1).subquery()
    counted = session.scalar(select(func.count()).select_from(some)) or 0
    found = Found([], min(counted, MOST_COUNTED), counted > MOST_COUNTED)
    place = tuple_(by_name, Resident.id)
    if before is not None:
        rows = _rows(session, asked.where(place < _edge(before)), (by_name.desc(), Resident.id.desc()))
        shown = rows[:PAGE_SIZE][::-1]
        first = _id(shown, 0) if len(rows) > PAGE_SIZE else None
        return replace(found, rows=shown, before=first, after=_id(shown, -1))
    if after is not None:
        asked = asked.where(place > _edge(after))
    rows = _rows(session, asked, (by_name, Resident.id))
    shown = rows[:PAGE_SIZE]
    last = _id(shown, -1) if len(rows) > PAGE_SIZE else None
    return replace(found, rows=shown, before=_id(shown, 0) if after else None, after=last)


def _page_of_hits(session: Session, hits: Hits, *, after: int | None, before: int | None) -> Found:
    ids = hits.resident_ids
    start = ids.index(after) + 1 if after in ids else 0
    if before in ids:
        start = max(0, ids.index(before) - PAGE_SIZE)
    part = ids[start : start + PAGE_SIZE]
    known = {one.id: one for one in session.scalars(select(Resident).where(Resident.id.in_(part)))}
    return Found(
        [known[one] for one in part],
        total=len(ids),
        is_more=hits.is_cut,
        is_cut=hits.is_cut,
        before=part[0] if start else None,
        after=part[-1] if start + PAGE_SIZE < len(ids) else None,
    )


def _in_one_village(search: Search, viewer: Actor) -> bool:
    return search.village_code is not None or viewer.village_code is not None


def _rows(session: Session, asked: Select[Resident], order: Sequence[Any]) -> list[Resident]:
    return list(session.scalars(asked.order_by(*order).limit(PAGE_SIZE + 1)))


def _edge(resident_id: int) -> Tuple:
    at = select(Resident.name_key).where(Resident.id == resident_id).scalar_subquery()
    return tuple_(func.coalesce(at, ""), resident_id)


def _id(rows: Sequence[Resident], place: int) -> int | None:
    return rows[place].id if rows else None


def _narrowed(asked: Select[Resident], search: Search) -> Select[Resident]:
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
