"""Finding people: by name, village, status and kind, a page at a time; by NIK through its keyed hash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Select, Tuple, func, select, tuple_, union_all
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.database import index_of
from srikandi.residents.identity import parse_nik
from srikandi.residents.models import Resident, ResidentKind, ResidentStatus
from srikandi.residents.reading.scope import Placed, own_places, visible_to
from srikandi.residents.tallies import NeighbourhoodTally, ResidentTally
from srikandi.residents.words import MOST_HITS, Hits, has_words, hits_of, words_in

PAGE_SIZE = 50
MOST_COUNTED = MOST_HITS
"""How far a list is counted that no kept count covers."""


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
    """A page of people, where the list goes on, and how many there are."""

    rows: Sequence[Resident]
    total: int
    """All of them where the kept counts say so; else at most `MOST_COUNTED`."""
    is_more: bool
    is_cut: bool = False
    """Only the first `MOST_COUNTED` are listed; a longer name finds the others."""
    before: int | None = field(default=None)
    after: int | None = field(default=None)


def page_of(
    session: Session, search: Search, *, viewer: Actor, after: int | None = None, before: int | None = None
) -> Found:
    """Give a page by name; `after` and `before` are the ids at its edges, so a page costs the same anywhere."""
    asked, words = _narrowed(visible_to(viewer), search, Resident), words_in(search.name)
    if words and _in_one_village(search, viewer):
        # Its people are gone through and put in order; the order of the district's names would lead past everybody.
        asked = asked.where(has_words(Resident.name_key, words))
        found, by_name = _counted(session, asked), Resident.name_key.concat("")
        return _turned_to(session, found, [asked], by_name, after=after, before=before)
    if words:
        hits = hits_of(session, asked, words, district_ids=viewer.district_ids)
        return _page_of_hits(session, hits, after=after, before=before)
    return _page_of_all(session, asked, search, viewer=viewer, edges=(after, before))


def search_by_nik(session: Session, text: str, *, viewer: Actor, even_restricted: bool = False) -> Resident | None:
    """Give the person with exactly this NIK, if this viewer may see them. Raises: NikRefused."""
    index = index_of("nik", parse_nik(text).digits)
    return session.scalar(visible_to(viewer, even_restricted=even_restricted).where(Resident.nik_index == index))


def _page_of_all(
    session: Session, asked: Select[Resident], search: Search, *, viewer: Actor, edges: tuple[int | None, int | None]
) -> Found:
    """Turn to a page in the order of an index: no page reads more people than a few of each status and kind."""
    is_countable = search.import_id is None and not (search.rt_rw and search.kind)
    found = Found([], _kept(session, search, viewer), is_more=False) if is_countable else _counted(session, asked)
    after, before = edges
    return _turned_to(session, found, _parts(asked, search, viewer), Resident.name_key, after=after, before=before)


def _parts(asked: Select[Resident], search: Search, viewer: Actor) -> list[Select[Resident]]:
    """Cut a question into such as have one index that is in order by name."""
    is_of_village = _in_one_village(search, viewer)
    if not is_of_village and search.status is None and search.kind is None:
        return [asked]
    parts = [asked.where(Resident.status == one) for one in ([search.status] if search.status else ResidentStatus)]
    if is_of_village:
        return parts
    kinds = [search.kind] if search.kind else list(ResidentKind)
    return [part.where(Resident.kind == one) for part in parts for one in kinds]


def _kept(session: Session, search: Search, viewer: Actor) -> int:
    """Read from the kept counts how many these are."""
    kept: type[ResidentTally | NeighbourhoodTally] = NeighbourhoodTally if search.rt_rw else ResidentTally
    asked = select(func.coalesce(func.sum(kept.people), 0)).where(*own_places(viewer, kept))
    return int(session.scalar(_narrowed(asked, search, kept)) or 0)


def _counted(session: Session, asked: Select[Resident]) -> Found:
    some = asked.with_only_columns(Resident.id).limit(MOST_COUNTED + 1).subquery()
    counted = session.scalar(select(func.count()).select_from(some)) or 0
    return Found([], min(counted, MOST_COUNTED), counted > MOST_COUNTED)


def _turned_to(
    session: Session,
    found: Found,
    parts: Sequence[Select[Resident]],
    by_name: Any,
    *,
    after: int | None,
    before: int | None,
) -> Found:
    place = tuple_(by_name, Resident.id)
    if before is not None:
        earlier = [one.where(place < _edge(before)) for one in parts]
        rows = _rows(session, earlier, (by_name.desc(), Resident.id.desc()))
        shown = rows[:PAGE_SIZE][::-1]
        first = _id(shown, 0) if len(rows) > PAGE_SIZE else None
        return replace(found, rows=shown, before=first, after=_id(shown, -1))
    if after is not None:
        parts = [one.where(place > _edge(after)) for one in parts]
    rows = _rows(session, parts, (by_name, Resident.id))
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


def _rows(session: Session, parts: Sequence[Select[Resident]], order: Sequence[Any]) -> list[Resident]:
    """Give the first of all parts, each of which is in order by itself."""
    first = [one.order_by(*order).limit(PAGE_SIZE + 1) for one in parts]
    if len(first) == 1:
        return list(session.scalars(first[0]))
    ids = union_all(*(select(one.with_only_columns(Resident.id).subquery()) for one in first))
    return list(session.scalars(select(Resident).where(Resident.id.in_(ids)).order_by(*order).limit(PAGE_SIZE + 1)))


def _edge(resident_id: int) -> Tuple:
    at = select(Resident.name_key).where(Resident.id == resident_id).scalar_subquery()
    return tuple_(func.coalesce(at, ""), resident_id)


def _id(rows: Sequence[Resident], place: int) -> int | None:
    return rows[place].id if rows else None


def _narrowed(asked: Select[Any], search: Search, rows: type[Placed]) -> Select[Any]:
    """Narrow people, or counts of them, to what is looked for."""
    for name in ("village_code", "status", "kind", "import_id"):
        if (value := getattr(search, name)) is not None:
            asked = asked.where(getattr(rows, name) == value)
    for name, value in zip(("rt", "rw"), search.rt_rw or (), strict=False):
        asked = asked.where(getattr(rows, name).is_not_distinct_from(value))
    return asked
