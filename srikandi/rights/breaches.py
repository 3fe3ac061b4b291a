"""The register of breaches: what happened to which data of how many people, and who was told when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, residents
from srikandi.audit import Actor
from srikandi.i18n import N_
from srikandi.places import District
from srikandi.rights.desk import CLOCK, READERS, words_of
from srikandi.rights.models import BREACH_MOVES, Breach, BreachNotice, BreachStatus, Told
from srikandi.rights.refusals import BreachClosed, BreachUnknown, FoundLater, NoKinds, NotEverybodyTold

DATA_KINDS: dict[str, str] = {
    "identity": N_("NIK dan nomor KK"),
    "name": N_("Nama dan tanggal lahir"),
    "address": N_("Alamat"),
    "phone": N_("Nomor telepon"),
    "cover": N_("Kepesertaan JKN"),
    "poverty": N_("Desil kesejahteraan"),
    "account": N_("Akun dan kata sandi petugas"),
}
HAVE_TO_KNOW = frozenset({Told.PEOPLE, Told.AUTHORITY})


@dataclass(frozen=True)
class Found:
    """What is known of a breach when it is written down."""

    found_at: datetime
    happened_at: datetime | None
    what: str
    kinds: tuple[str, ...]
    people: int
    handling: str


@dataclass(frozen=True)
class Notice:
    """Who was told, when, how, and how many it reached."""

    told: Told
    told_at: datetime
    how: str
    reached: int


def record(session: Session, district_id: int, found: Found, *, by: Actor) -> Breach:
    """Write a breach down; its clock runs from when it was found. Raises: FoundLater, NoKinds, WordsMissing."""
    what, handling = words_of(found.what, field="what"), words_of(found.handling, field="handling")
    if found.found_at > clock.now() or (found.happened_at is not None and found.happened_at > found.found_at):
        raise FoundLater(field="found_at")
    kinds = [one for one in DATA_KINDS if one in found.kinds]
    if not kinds:
        raise NoKinds(field="kinds")
    breach = Breach(
        district_id=district_id,
        number=_next_number(session, district_id),
        status=BreachStatus.OPEN,
        found_at=found.found_at,
        happened_at=found.happened_at,
        what=what,
        kinds=kinds,
        people=found.people,
        handling=handling,
        due_at=found.found_at + CLOCK,
        recorded_by=residents.person_of(by),
    )
    session.add(breach)
    session.flush()
    audit.record(session, "breach:record", breach, by=by, people=found.people, kinds=kinds)
    return breach


def tell(session: Session, breach: Breach, notice: Notice, *, by: Actor) -> BreachNotice:
    """Note that somebody was told. Raises: BreachClosed, FoundLater, WordsMissing."""
    how = words_of(notice.how, field="how")
    session.refresh(breach, with_for_update=True)
    if breach.status is BreachStatus.CLOSED:
        raise BreachClosed
    if not breach.found_at <= notice.told_at <= clock.now():
        raise FoundLater(field="told_at")
    said = {"told": notice.told, "told_at": notice.told_at, "how": how, "reached": notice.reached}
    kept = BreachNotice(breach_id=breach.id, by=residents.person_of(by), **said)
    session.add(kept)
    session.flush()
    if {one.told for one in notices_of(session, breach.id)} >= HAVE_TO_KNOW and breach.status is BreachStatus.OPEN:
        _move(breach, BreachStatus.TOLD)
    audit.record(session, "breach:tell", breach, by=by, told=notice.told.value, reached=notice.reached)
    session.flush()
    return kept


def close(session: Session, breach: Breach, *, lesson: str, by: Actor) -> None:
    """End a breach with what was learned. Raises: BreachClosed, NotEverybodyTold, WordsMissing."""
    words = words_of(lesson, field="lesson")
    session.refresh(breach, with_for_update=True)
    if breach.status is BreachStatus.CLOSED:
        raise BreachClosed
    if breach.status is BreachStatus.OPEN:
        raise NotEverybodyTold
    _move(breach, BreachStatus.CLOSED)
    breach.closed_at, breach.closed_by, breach.lesson = clock.now(), residents.person_of(by), words
    audit.record(session, "breach:close", breach, by=by)
    session.flush()


def breaches_visible_to(viewer: Actor) -> Select[Breach]:
    """Ask for the breaches of the viewer's districts; only the desk and auditors read them."""
    asked = select(Breach).where(Breach.district_id.in_(viewer.district_ids))
    return asked if viewer.role in READERS else asked.where(Breach.id.is_(None))


def breach_of(session: Session, breach_id: int, *, viewer: Actor) -> Breach:
    """Give a breach this viewer may read. Raises: BreachUnknown."""
    found = session.scalar(breaches_visible_to(viewer).where(Breach.id == breach_id))
    if found is None:
        raise BreachUnknown
    return found


def breaches_of(session: Session, *, viewer: Actor) -> Sequence[Breach]:
    """List the register, the newest first."""
    return session.scalars(breaches_visible_to(viewer).order_by(Breach.id.desc()).limit(200)).all()


def notices_of(session: Session, breach_id: int) -> Sequence[BreachNotice]:
    """List who was told, in order."""
    asked = select(BreachNotice).where(BreachNotice.breach_id == breach_id)
    return session.scalars(asked.order_by(BreachNotice.told_at, BreachNotice.id)).all()


def _move(breach: Breach, to: BreachStatus) -> None:
    if (breach.status, to) not in BREACH_MOVES:
        raise BreachClosed
    breach.status = to


def _next_number(session: Session, district_id: int) -> str:
    session.execute(select(District.id).where(District.id == district_id).with_for_update(key_share=True))
    start = f"PD-{clock.today().year}-"
    same_year = Breach.district_id == district_id, Breach.number.startswith(start)
    return f"{start}{(session.scalar(select(func.count(Breach.id)).where(*same_year)) or 0) + 1:03d}"
