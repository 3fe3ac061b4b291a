"""Files of people to BPJS Kesehatan: built from funded months, sent with a letter, answered in parts."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, literal, or_, select, update
from sqlalchemy.orm import Session, aliased

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage.models import (
    REGISTERING,
    Batch,
    BatchKind,
    BatchLine,
    BatchStatus,
    DiscardedBatch,
    LifeMonth,
    LifeMonthStatus,
    LineStatus,
)
from srikandi.coverage.refusals import BatchMoved, BatchUnknown, LetterMissing, NothingToSend, UrgentStays
from srikandi.coverage.registration.confirming import is_covered
from srikandi.coverage.sheets import Purpose, standing_form
from srikandi.coverage.trail import change
from srikandi.places import District
from srikandi.residents import Resident, ResidentExit, ResidentKind, ResidentStatus

L = LifeMonthStatus
UNSYNCHRONISED = {"synchronize_session": False}
KIND_OF = {ResidentKind.RECRUITMENT: BatchKind.NEW, ResidentKind.REACTIVATION: BatchKind.REACTIVATED}
NO_LONGER = (ResidentStatus.EXITED, ResidentStatus.LAPSED)


def visible_to(viewer: Actor) -> Select[Batch]:
    """Ask for the batches of the viewer's districts."""
    return select(Batch).where(Batch.district_id.in_(viewer.district_ids))


def batch_of(session: Session, batch_id: int, *, viewer: Actor) -> Batch:
    """Give a batch this viewer may see. Raises: BatchUnknown."""
    batch = session.scalar(visible_to(viewer).where(Batch.id == batch_id))
    if batch is None:
        raise BatchUnknown
    return batch


def sent_batch_of(session: Session, batch_id: int, *, viewer: Actor) -> Batch:
    """Give a batch that has come to this viewer's branch. Raises: BatchUnknown."""
    batch = batch_of(session, batch_id, viewer=viewer)
    if batch.status is BatchStatus.BUILT:
        raise BatchUnknown
    return batch


def count_waiting(session: Session, *, month: Month, pledge_ids: Collection[int], kind: BatchKind) -> int:
    """Count the people of a kind whose first month is funded and who stand in no file yet."""
    return session.scalar(select(func.count()).select_from(LifeMonth).where(_ready(month, pledge_ids, kind))) or 0


def build_batch(
    session: Session, district_id: int, *, month: Month, pledge_ids: Collection[int], kind: BatchKind, by: Actor
) -> Batch:
    """Put everybody of a kind into a file whose month is funded and who isn't registered yet. Raises: NothingToSend."""
    take_number(session, district_id)
    ready = _ready(month, pledge_ids, kind)
    if not count_waiting(session, month=month, pledge_ids=pledge_ids, kind=kind):
        raise NothingToSend(month=month)
    return seat_in_batch(session, new_batch(session, district_id, month=month, kind=kind, by=by), ready, by=by)


def take_number(session: Session, district_id: int) -> None:
    """Hold the district's row, so that numbers of files have no doubles."""
    session.execute(select(District.id).where(District.id == district_id).with_for_update(key_share=True))


def new_batch(session: Session, district_id: int, *, month: Month, kind: BatchKind, by: Actor) -> Batch:
    """Begin a file under the next number of its month; the numbers of files thrown away are not given again."""
    counts = [
        session.scalar(select(func.count(made.id)).where(made.district_id == district_id, made.month == month)) or 0
        for made in (Batch, DiscardedBatch)
    ]
    number = f"BP-{month}-{sum(counts) + 1:02d}"
    shared: dict[str, Any] = {"district_id": district_id, "month": month, "kind": kind, "built_by": by.user_id}
    batch = Batch(number=number, status=BatchStatus.BUILT, **shared)
    session.add(batch)
    session.flush()
    return batch


def seat_in_batch(session: Session, batch: Batch, rows: ColumnElement[bool], *, by: Actor) -> Batch:
    """Put the people of these life-months into a file that has just been begun."""
    _write_lines(session, batch, rows)
    session.execute(
        update(LifeMonth).where(_in_file(batch)).values(batch_id=batch.id), execution_options=UNSYNCHRONISED
    )
    return note_built(session, batch, by=by)


def note_built(session: Session, batch: Batch, *, by: Actor) -> Batch:
    """Note what stands in a file that has just been filled."""
    batch.file_hash = _hash(session, batch)
    session.flush()
    kind, lines = batch.kind.value, _count(session, batch)
    audit.record(session, "batch:build", batch, by=by, month=str(batch.month), kind=kind, lines=lines)
    return batch


def discard_batch(session: Session, batch: Batch, *, reason: str, by: Actor) -> DiscardedBatch:
    """Throw a file away that has not gone out: its people wait for the next one. Raises: BatchMoved, UrgentStays."""
    batch = locked_batch(session, batch)
    if batch.status is not BatchStatus.BUILT:
        raise BatchMoved
    if batch.is_urgent:
        raise UrgentStays
    return take_apart(session, batch, reason=reason, by=by)


def take_apart(session: Session, batch: Batch, *, reason: str, by: Actor) -> DiscardedBatch:
    """Free everybody in a file and keep its number."""
    gone = DiscardedBatch(
        district_id=batch.district_id,
        number=batch.number,
        month=batch.month,
        kind=batch.kind,
        lines=_count(session, batch),
        built_by=batch.built_by,
        built_at=batch.built_at,
        discarded_by=by.user_id or 0,
        discarded_at=clock.now(),
        reason=reason,
    )
    audit.record(session, "batch:discard", batch, by=by, reason=reason, number=batch.number, lines=gone.lines)
    freed = update(LifeMonth).where(LifeMonth.batch_id == batch.id).values(batch_id=None)
    session.execute(freed, execution_options=UNSYNCHRONISED)
    session.execute(delete(BatchLine).where(BatchLine.batch_id == batch.id), execution_options=UNSYNCHRONISED)
    session.add(gone)
    session.delete(batch)
    session.flush()
    return gone


def send_batch(session: Session, batch: Batch, *, letter_number: str, by: Actor) -> Batch:
    """Note that the file has gone out under a letter. Raises: BatchMoved, LetterMissing."""
    batch = locked_batch(session, batch)
    if batch.status is not BatchStatus.BUILT:
        raise BatchMoved
    if not letter_number.strip():
        raise LetterMissing(field="letter_number")
    if batch.kind in REGISTERING:
        change(session, LifeMonth.batch_id == batch.id, reason="sent", status=L.SENT)
    elif batch.kind is BatchKind.ENDED:
        _drop_returned(session, batch)
    form = standing_form(session, batch.district_id, purpose_of(batch)).form
    batch.form_id = form.id if form else None
    batch.file_hash = _hash(session, batch)
    batch.status, batch.sent_at, batch.letter_number = BatchStatus.SENT, clock.now(), letter_number.strip()
    session.flush()
    audit.record(session, "batch:send", batch, by=by, letter=batch.letter_number)
    return batch


def locked_batch(session: Session, batch: Batch) -> Batch:
    """Give the batch as it is now, with its row held until the end of this work."""
    asked = select(Batch).where(Batch.id == batch.id).with_for_update().execution_options(populate_existing=True)
    return session.execute(asked).scalar_one()


def lines_of(session: Session, batch: Batch) -> list[BatchLine]:
    """List the lines of a batch."""
    return list(session.scalars(select(BatchLine).where(BatchLine.batch_id == batch.id).order_by(BatchLine.line)))


def purpose_of(batch: Batch) -> Purpose:
    """Say which form a file is written in."""
    return Purpose.REGISTRATION if batch.kind in REGISTERING else Purpose.NOTICE


def _drop_returned(session: Session, batch: Batch) -> None:
    """Take out of a file of people who left whoever has come back meanwhile."""
    gone = select(Resident.id).where(Resident.id == BatchLine.resident_id, Resident.status.in_(NO_LONGER)).exists()
    asked = delete(BatchLine).where(BatchLine.batch_id == batch.id, ~gone)
    session.execute(asked, execution_options=UNSYNCHRONISED)


def _ready(month: Month, pledge_ids: Collection[int], kind: BatchKind) -> ColumnElement[bool]:
    kinds = [known for known, word in KIND_OF.items() if word is kind]
    of_kind = select(literal(1)).where(Resident.id == LifeMonth.resident_id, Resident.kind.in_(kinds))
    return and_(LifeMonth.month == month, unregistered(pledge_ids), of_kind.exists())


def unregistered(pledge_ids: Collection[int]) -> ColumnElement[bool]:
    """Funded, in no file, and never registered under this pledge before; who is covered already needs no file."""
    earlier = aliased(LifeMonth)
    registered = select(literal(1)).where(
        earlier.pledge_id == LifeMonth.pledge_id,
        earlier.resident_id == LifeMonth.resident_id,
        or_(earlier.status.in_((L.SENT, L.ACTIVE)), earlier.batch_id.is_not(None)),
    )
    return and_(
        LifeMonth.pledge_id.in_(pledge_ids),
        LifeMonth.status == L.FUNDED,
        LifeMonth.resident_id.is_not(None),
        LifeMonth.batch_id.is_(None),
        or_(~registered.exists(), _came_back()),
        ~is_covered(),
    )


def _came_back() -> ColumnElement[bool]:
    """Who came back from a wrong report and stands in no file since then has to be registered once more."""
    back = ResidentExit.resident_id == LifeMonth.resident_id, ResidentExit.undone_at.is_not(None)
    since = select(func.max(ResidentExit.undone_at)).where(*back).correlate(LifeMonth).scalar_subquery()
    listed = (
        select(literal(1))
        .select_from(BatchLine)
        .join(Batch, Batch.id == BatchLine.batch_id)
        .where(BatchLine.resident_id == LifeMonth.resident_id, BatchLine.pledge_id == LifeMonth.pledge_id)
        .where(Batch.built_at > since)
    )
    return and_(since.is_not(None), ~listed.exists())


def _write_lines(session: Session, batch: Batch, ready: ColumnElement[bool]) -> None:
    order = func.row_number().over(order_by=(LifeMonth.pledge_id, LifeMonth.seat))
    shown = (
        literal(batch.id, BatchLine.batch_id.type),
        order,
        LifeMonth.district_id,
        LifeMonth.pledge_id,
        LifeMonth.seat,
        LifeMonth.resident_id,
        literal(LineStatus.WAITING, BatchLine.status.type),
    )
    names = ["batch_id", "line", "district_id", "pledge_id", "seat", "resident_id", "status"]
    session.execute(insert(BatchLine).from_select(names, select(*shown).where(ready)))


def _count(session: Session, batch: Batch) -> int:
    return session.scalar(select(func.count()).where(BatchLine.batch_id == batch.id)) or 0


def _in_file(batch: Batch) -> ColumnElement[bool]:
    """Name the life-months whose people stand in a file that was just written."""
    same = BatchLine.pledge_id == LifeMonth.pledge_id, BatchLine.resident_id == LifeMonth.resident_id
    line = select(literal(1)).where(BatchLine.batch_id == batch.id, *same).exists()
    return and_(LifeMonth.district_id == batch.district_id, LifeMonth.month == batch.month, line)


def _hash(session: Session, batch: Batch) -> str:
    lines = select(BatchLine.line, BatchLine.pledge_id, BatchLine.resident_id).where(BatchLine.batch_id == batch.id)
    text = "\n".join(f"{line};{pledge};{who}" for line, pledge, who in session.execute(lines.order_by(BatchLine.line)))
    return hashlib.sha256(f"{batch.number}\n{text}".encode()).hexdigest()
