"""Files that tell BPJS Kesehatan what became of people it knows from us: details that changed, cover that ended."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, insert, literal, or_, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage.models import REGISTERING, Batch, BatchKind, BatchLine, BatchStatus, LineStatus
from srikandi.coverage.refusals import NothingToSend
from srikandi.coverage.registration.batches import NO_LONGER, new_batch, note_built, take_number
from srikandi.residents import Resident, ResidentStatus

NOTICES = (BatchKind.CHANGED, BatchKind.ENDED)


def count_notices(session: Session, district_id: int) -> dict[BatchKind, int]:
    """Count whose change, or whose end, BPJS Kesehatan has not been told yet."""
    counted = session.execute(select(*(_counted(district_id, kind).scalar_subquery() for kind in NOTICES))).one()
    return dict(zip(NOTICES, counted, strict=True))


def is_to_be_told(session: Session, resident_id: int) -> bool:
    """Tell whether BPJS Kesehatan took somebody in through us and has not been told of the end."""
    district_id = session.scalar(select(Resident.district_id).where(Resident.id == resident_id)) or 0
    waits = select(Resident.id).where(Resident.id == resident_id, _waits(district_id, BatchKind.ENDED))
    return bool(session.scalar(select(waits.exists())))


def build_notice(session: Session, district_id: int, *, kind: BatchKind, month: Month, by: Actor) -> Batch:
    """Put everybody into a file whose change or end is still to be told. Raises: NothingToSend."""
    take_number(session, district_id)
    if not session.scalar(_counted(district_id, kind)):
        raise NothingToSend("Tidak ada lagi yang perlu diberitahukan kepada BPJS Kesehatan.")
    batch = new_batch(session, district_id, month=month, kind=kind, by=by)
    line = BatchLine.__table__.alias("registered")
    order = func.row_number().over(order_by=(line.c.pledge_id, line.c.seat, line.c.resident_id))
    shown = (
        *(literal(batch.id, BatchLine.batch_id.type), order, line.c.district_id, line.c.pledge_id, line.c.seat),
        *(line.c.resident_id, literal(LineStatus.WAITING, BatchLine.status.type)),
    )
    names = ["batch_id", "line", "district_id", "pledge_id", "seat", "resident_id", "status"]
    rows = (
        select(*shown)
        .join(Resident, Resident.id == line.c.resident_id)
        .where(line.c.batch_id == _registered_by(), _waits(district_id, kind))
    )
    session.execute(insert(BatchLine).from_select(names, rows))
    return note_built(session, batch, by=by)


def _counted(district_id: int, kind: BatchKind) -> Select[int]:
    return select(func.count()).select_from(Resident).where(_waits(district_id, kind))


def _waits(district_id: int, kind: BatchKind) -> ColumnElement[bool]:
    known = and_(Resident.district_id == district_id, _registered_by().is_not(None))
    if kind is BatchKind.ENDED:
        told = _last_batch(Batch.kind == BatchKind.ENDED, BatchLine.status != LineStatus.REJECTED)
        return and_(known, Resident.status.in_(NO_LONGER), _registered_by() > func.coalesce(told, 0))
    told_at = func.coalesce(Batch.sent_at, Batch.built_at)
    registered = and_(Batch.kind.in_(REGISTERING), BatchLine.status == LineStatus.ACCEPTED)
    changed = and_(Batch.kind == BatchKind.CHANGED, BatchLine.status != LineStatus.REJECTED)
    last = _of_person(func.max(told_at), or_(registered, changed))
    under_way = _last_batch(Batch.kind == BatchKind.CHANGED, Batch.status == BatchStatus.BUILT)
    return and_(known, Resident.status == ResidentStatus.COVERED, Resident.corrected_at > last, under_way.is_(None))


def _registered_by() -> ScalarSelect[Any]:
    """Name the last file under which BPJS Kesehatan took somebody in."""
    return _last_batch(Batch.kind.in_(REGISTERING), BatchLine.status == LineStatus.ACCEPTED)


def _last_batch(*rows: ColumnElement[bool]) -> ScalarSelect[Any]:
    return _of_person(func.max(Batch.id), *rows)


def _of_person(value: ColumnElement[Any], *rows: ColumnElement[bool]) -> ScalarSelect[Any]:
    asked = select(value).select_from(BatchLine).join(Batch, Batch.id == BatchLine.batch_id)
    return asked.where(BatchLine.resident_id == Resident.id, *rows).correlate(Resident).scalar_subquery()
