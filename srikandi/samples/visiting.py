"""What happens at the door: the sheet that is carried there, what was found, and the rate everybody reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock, places, residents
from srikandi.audit import Actor
from srikandi.residents import Resident, VisitRow
from srikandi.samples.arithmetic import upper_bound
from srikandi.samples.drawing import publish_first
from srikandi.samples.models import (
    RIGHT,
    Outcome,
    Sample,
    SampleFinding,
    SamplePerson,
    SamplePublication,
    SampleStatus,
)
from srikandi.samples.queries import newest_findings, outcomes, publications
from srikandi.samples.refusals import FindingsMissing, FindingUnfit, LineUnknown, NoteMissing, NothingNew, SampleMoved

VISITED = (SampleStatus.DRAWN, SampleStatus.PUBLISHED)


@dataclass(frozen=True)
class Found:
    """What was found of the person on one line."""

    place: int
    outcome: Outcome
    note: str = ""


@dataclass(frozen=True)
class SheetLine:
    """A line of the field sheet: the only place where a drawn person has a name.

    Nobody stands there for whom the data may not be used since the draw; the line says so, and they are not visited.
    """

    place: int
    village_code: str
    person: VisitRow | None


def sheet(session: Session, sample: Sample, *, reason: str, by: Actor) -> list[SheetLine]:
    """Give names and addresses of who was drawn, and nobody else; each look is kept with the reason.

    Raises: SampleMoved, ReasonMissing.
    """
    if sample.status not in VISITED:
        raise SampleMoved
    lines = session.scalars(
        select(SamplePerson).where(SamplePerson.sample_id == sample.id).order_by(SamplePerson.place)
    ).all()
    usable = session.scalars(
        select(Resident.id).where(Resident.id.in_([one.resident_id for one in lines]), residents.usable())
    ).all()
    people = {one.resident_id: one for one in residents.reveal_for_visit(session, usable, reason=reason, by=by)}
    why = residents.checked_reason(reason)
    left_off = len(lines) - len(people)
    audit.record(session, "sample:sheet", sample, by=by, reason=why, people=len(people), left_off=left_off)
    session.flush()
    return [SheetLine(one.place, one.village_code, people.get(one.resident_id)) for one in lines]


def record(session: Session, sample: Sample, found: Sequence[Found], *, on: date, by: Actor) -> int:
    """Keep what differs from what was known, and give how many; a correction says why.

    Raises: SampleMoved, FindingUnfit, LineUnknown, NoteMissing.
    """
    session.refresh(sample, with_for_update=True)
    if sample.status not in VISITED or sample.drawn_at is None:
        raise SampleMoved
    zone = places.district_of(session, sample.district_id).zone
    if not sample.drawn_at.astimezone(ZoneInfo(zone)).date() <= on <= clock.today(zone):
        raise FindingUnfit(field="found_on")
    if any(not 1 <= one.place <= min(sample.wanted, sample.population) for one in found):
        raise LineUnknown
    last, user_id = newest_findings(session, sample), residents.person_of(by)
    fresh = [one for one in found if one.place not in last or last[one.place].outcome is not one.outcome]
    for one in fresh:
        if one.place in last and not one.note.strip():
            raise NoteMissing(place=one.place)
        said = {"sample_id": sample.id, "place": one.place, "outcome": one.outcome, "found_on": on}
        session.add(SampleFinding(**said, note=one.note.strip() or None, recorded_by=user_id))
    if fresh:
        session.flush()
        corrected = sum(one.place in last for one in fresh)
        audit.record(session, "sample:record", sample, by=by, found=len(fresh), corrected=corrected)
    return len(fresh)


def publish(session: Session, sample: Sample, *, by: Actor) -> SamplePublication:
    """Tell everybody the rate and how far it can be wrong. Raises: SampleMoved, FindingsMissing, NothingNew."""
    session.refresh(sample, with_for_update=True)
    if sample.status not in VISITED:
        raise SampleMoved
    found = newest_findings(session, sample)
    size = min(sample.wanted, sample.population)
    if len(found) < size:
        raise FindingsMissing(left=size - len(found))
    last, before = max(one.id for one in found.values()), publications(session, [sample]).get(sample.id)
    if before and before[0].kept.findings >= last:
        raise NothingNew
    wrong = sum(count for outcome, count in outcomes(found).items() if outcome not in RIGHT)
    bound = upper_bound(wrong, size, population=sample.population)
    kept = SamplePublication(
        sample_id=sample.id, size=size, wrong=wrong, bound=bound, findings=last, published_by=residents.person_of(by)
    )
    session.add(kept)
    session.flush()
    if sample.status is SampleStatus.DRAWN:
        publish_first(session, sample, by=by)
    audit.record(session, "sample:publish", sample, by=by, wrong=wrong, size=size, bound=bound)
    return kept
