"""Posters: made for a village or a place, drawn as a page to hang up, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, documents, places, residents, signs
from srikandi.audit import Actor
from srikandi.nominations.models import Nomination, NominationPoster
from srikandi.nominations.refusals import PlaceMissing, PosterRevoked, PosterStands, PosterUnknown
from srikandi.places import VillageRow
from srikandi.residents import DISTRICT_ROLES

SIGNS = 8
"""29 to the power of eight: whoever tries codes meets the throttle long before a poster."""


@dataclass(frozen=True)
class PosterRow:
    """A poster in a list, with how many have come through it."""

    poster: NominationPoster
    nominations: int


def make_poster(
    session: Session, *, district_id: int, village_code: str | None = None, place: str = "", by: Actor
) -> NominationPoster:
    """Give a new poster with a code of its own. Raises: PlaceMissing, PosterStands."""
    name = " ".join(place.split())
    known = {one.code for one in places.villages_of(session, district_id)}
    if (village_code is not None and village_code not in known) or (village_code is None and not name):
        raise PlaceMissing(field="village")
    if not name and standing_poster(session, village_code or "") is not None:
        raise PosterStands
    poster = NominationPoster(district_id=district_id, village_code=village_code, place=name or None)
    return with_code(session, poster, by=by)


def with_code(session: Session, poster: NominationPoster, *, by: Actor) -> NominationPoster:
    """Keep a poster somebody makes, under a code of its own."""
    poster.code, poster.made_by = signs.drawn(SIGNS), residents.person_of(by)
    session.add(poster)
    session.flush()
    where, visit = poster.place or poster.village_code, poster.field_session_id
    audit.record(session, "nomination_poster:make", poster, by=by, place=where, field_session=visit)
    session.flush()
    return poster


def revoke_poster(session: Session, poster: NominationPoster, *, by: Actor) -> None:
    """Take a code back: its form is gone from now on, what came through it stays. Raises: PosterRevoked."""
    session.refresh(poster, with_for_update=True)
    if poster.revoked_at is not None:
        raise PosterRevoked
    poster.revoked_at, poster.revoked_by = clock.now(), residents.person_of(by)
    audit.record(session, "nomination_poster:revoke", poster, by=by)
    session.flush()


def posters_visible_to(viewer: Actor) -> Select[NominationPoster]:
    """Ask for the posters of a district, or of the own village."""
    asked = select(NominationPoster).where(NominationPoster.district_id.in_(viewer.district_ids))
    if viewer.role in DISTRICT_ROLES:
        return asked
    own = viewer.village_code if viewer.role == "village" else None
    return asked.where(NominationPoster.village_code == own, NominationPoster.place.is_(None))


def poster_of(session: Session, poster_id: int, *, viewer: Actor) -> NominationPoster:
    """Give a poster this viewer may see. Raises: PosterUnknown."""
    found = session.scalar(posters_visible_to(viewer).where(NominationPoster.id == poster_id))
    if found is None:
        raise PosterUnknown
    return found


def poster_by_code(session: Session, typed: str) -> NominationPoster:
    """Give the poster a stranger has scanned or typed. Raises: PosterUnknown."""
    code = signs.read(typed, length=SIGNS)
    live = NominationPoster.code == code, NominationPoster.revoked_at.is_(None)
    found = session.scalar(select(NominationPoster).where(*live)) if code else None
    if found is None:
        raise PosterUnknown
    return found


def standing_poster(session: Session, village_code: str) -> NominationPoster | None:
    """Give the valid poster of a village."""
    own = NominationPoster.village_code == village_code, NominationPoster.place.is_(None)
    return session.scalar(select(NominationPoster).where(*own, NominationPoster.revoked_at.is_(None)))


def posters_of(session: Session, *, viewer: Actor) -> Sequence[PosterRow]:
    """List posters, the valid ones first, with how many nominations each has brought."""
    brought = select(Nomination.poster_id, func.count().label("n")).group_by(Nomination.poster_id).subquery("brought")
    asked = (
        posters_visible_to(viewer)
        .add_columns(func.coalesce(brought.c.n, 0))
        .outerjoin(brought, brought.c.poster_id == NominationPoster.id)
        .order_by(NominationPoster.revoked_at.is_not(None), NominationPoster.id.desc())
        .limit(500)
    )
    return [PosterRow(row[0], row[1]) for row in session.execute(asked)]


def poster_name(poster: NominationPoster, villages: Sequence[VillageRow]) -> str:
    """Give where a poster hangs: the place, the village with its kind, or both for a visit, which may go anywhere."""
    if poster.place and poster.field_session_id is None:
        return poster.place
    village = next(one for one in villages if one.code == poster.village_code)
    named = f"{'Kelurahan' if village.kind == 'kelurahan' else 'Desa'} {village.name}"
    return f"{poster.place}, {named}" if poster.place else named


def poster_address(poster: NominationPoster) -> str:
    """Give where the form behind a code is, as the QR says it."""
    return f"{documents.public_address()}/usul/{poster.code}"


def draw_poster(session: Session, poster: NominationPoster) -> bytes:
    """Give the page to hang up, as a PDF. Raises: PosterRevoked."""
    if poster.revoked_at is not None:
        raise PosterRevoked
    district = places.district_of(session, poster.district_id)
    page = documents.write(
        "poster",
        letterhead=documents.letterhead_of(session, district),
        where=poster_name(poster, places.villages_of(session, district.id)),
        district=district,
        qr=documents.qr_to(poster_address(poster)),
        code=signs.printed(poster.code),
        entrance=f"{documents.public_address()}/usul".partition("://")[2],
        is_demo=district.is_demo,
    )
    return documents.draw(page)
