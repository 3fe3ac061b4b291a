"""A batch as the file that goes to BPJS Kesehatan, and a look at it with every number masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import facilities, places, residents
from srikandi.coverage.files import Person, cells_of, write
from srikandi.coverage.models import Batch, BatchKind, BatchLine, BatchStatus, LineStatus
from srikandi.coverage.registration.batches import lines_of, purpose_of
from srikandi.coverage.sheets import Layout, layout_of, standing_form
from srikandi.facilities import Registered
from srikandi.places import VillageRow
from srikandi.residents import Resident, masked

PREVIEWED = 5
LAPSED = "lapsed"
SHOWN_DIGITS = 4


@dataclass(frozen=True)
class _Sheet:
    """What every row of one file shares."""

    batch: Batch
    villages: dict[str, VillageRow]
    pledge_numbers: dict[int, str]
    cards: dict[int, str]
    facilities: dict[int, Registered]


def sheet(session: Session, batch: Batch, *, pledge_numbers: dict[int, str]) -> bytes:
    """Give the .xlsx of a batch in its form; the same lines in the same form always make the same bytes."""
    people = _people(session, batch, lines_of(session, batch), pledge_numbers)
    return write(people, title=batch.number, layout=layout_of_batch(session, batch))


def layout_of_batch(session: Session, batch: Batch) -> Layout:
    """Give the form a file went out with; one that waits takes the form that holds now."""
    if batch.status is BatchStatus.BUILT:
        return standing_form(session, batch.district_id, purpose_of(batch)).layout
    return layout_of(session, batch.form_id, purpose_of(batch))


def preview(session: Session, batch: Batch, layout: Layout, *, pledge_numbers: dict[int, str]) -> list[list[str]]:
    """Give the first rows of a file in a form, with every identity masked."""
    lines = lines_of(session, batch)[:PREVIEWED]
    return [cells_of(_hidden(person), layout) for person in _people(session, batch, lines, pledge_numbers)]


def _hidden(person: Person) -> Person:
    return replace(
        person,
        nik=masked(person.nik),
        family_card=masked(person.family_card) if person.family_card else "",
        card=f"*********{person.card[-SHOWN_DIGITS:]}" if person.card else "",
        phone=f"********{person.phone[-SHOWN_DIGITS:]}" if person.phone else "",
        address="***" if person.address else "",
    )


def _people(session: Session, batch: Batch, lines: Sequence[BatchLine], pledge_numbers: dict[int, str]) -> list[Person]:
    people = residents.identities(session, [line.resident_id for line in lines])
    villages = {row.code: row for row in places.villages_of(session, batch.district_id)}
    known = facilities.registered_by_village(session, {who: one.village_code for who, one in people.items()})
    shared = _Sheet(batch, villages, pledge_numbers, _cards(session, batch), known)
    return [_person(line, people[line.resident_id], shared) for line in lines]


def _cards(session: Session, batch: Batch) -> dict[int, str]:
    """Give the card each person of a file was given before."""
    own = select(BatchLine.resident_id).where(BatchLine.batch_id == batch.id)
    known = BatchLine.resident_id.in_(own), BatchLine.status == LineStatus.ACCEPTED, BatchLine.card_number.is_not(None)
    rows = session.execute(
        select(BatchLine.resident_id, BatchLine.card_number).where(*known).order_by(BatchLine.batch_id)
    )
    return {who: card or "" for who, card in rows}


def _person(line: BatchLine, who: residents.IdentityRow, shared: _Sheet) -> Person:
    village, batch = shared.villages.get(who.village_code), shared.batch
    is_over, known = batch.kind is BatchKind.ENDED, shared.facilities.get(line.resident_id)
    return Person(
        line=line.line,
        nik=who.nik,
        family_card=who.family_card or "",
        name=who.name,
        sex=who.sex,
        birth_on=who.birth_on,
        relation=who.family_relation or "",
        address=who.address or who.hamlet or "",
        rt=who.rt or "",
        rw=who.rw or "",
        village=village.name if village else "",
        subdistrict=village.subdistrict_name if village else "",
        phone=who.phone or "",
        pledge=shared.pledge_numbers.get(line.pledge_id, ""),
        village_code=who.village_code,
        marital=who.marital_status or "",
        card=shared.cards.get(line.resident_id, ""),
        kind=batch.kind.value,
        month=str(batch.month),
        reason=(who.exit_reason or LAPSED) if is_over else "",
        ended_on=who.exited_on if is_over else None,
        facility_code=known.facility.code if known else "",
        facility=known.facility.name if known else "",
    )


def any_batch(session: Session, district_ids: Sequence[int], kinds: Sequence[BatchKind]) -> Batch | None:
    """Give the newest file of these kinds: real rows to look at a form with."""
    own = Batch.district_id.in_(district_ids), Batch.kind.in_(kinds)
    filled = select(BatchLine.line).join(Resident, Resident.id == BatchLine.resident_id)
    asked = select(Batch).where(*own, filled.where(BatchLine.batch_id == Batch.id).exists())
    return session.scalar(asked.order_by(Batch.id.desc()).limit(1))
