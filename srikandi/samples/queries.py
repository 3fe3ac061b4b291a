"""Which samples somebody may see, who was drawn, and what everybody may know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from srikandi import pools
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.places import Subdistrict, Village
from srikandi.pools import Pool, PoolStatus, split
from srikandi.samples.models import Outcome, Sample, SampleFinding, SamplePerson, SamplePublication
from srikandi.samples.refusals import SampleUnknown

NEWEST = 24
PUBLISHED = (PoolStatus.APPROVED, PoolStatus.OPEN, PoolStatus.CLOSED)


@dataclass(frozen=True)
class Drawn:
    """A line of the sheet without a name: where, and what was found last."""

    place: int
    pseudonym: str
    village: str
    subdistrict: str
    finding: SampleFinding | None


@dataclass(frozen=True)
class PublicRate:
    """What everybody may know of a publication; a count that is None is one to four of everybody on a list."""

    kept: SamplePublication
    wrong: int | None


def visible_to(viewer: Actor) -> Select[Sample]:
    """Ask for the samples of the viewer's districts."""
    return select(Sample).where(Sample.district_id.in_(viewer.district_ids))


def sample_of(session: Session, sample_id: int, *, viewer: Actor) -> Sample:
    """Give a sample this viewer may see. Raises: SampleUnknown."""
    found = session.scalar(visible_to(viewer).where(Sample.id == sample_id))
    if found is None:
        raise SampleUnknown
    return found


def listing(session: Session, *, viewer: Actor) -> list[Sample]:
    """List the samples of the viewer's districts, the newest first."""
    return list(session.scalars(visible_to(viewer).order_by(Sample.id.desc())))


def public_samples(session: Session, district_id: int) -> list[Sample]:
    """List every sample of a district, those that were broken off among them: drawing until it suits would show."""
    return list(session.scalars(select(Sample).where(Sample.district_id == district_id).order_by(Sample.id.desc())))


def public_sample(session: Session, sample_id: int) -> Sample:
    """Give a sample for everybody to check. Raises: SampleUnknown."""
    found = session.get(Sample, sample_id)
    if found is None:
        raise SampleUnknown
    return found


def pool_names(session: Session, samples: Sequence[Sample]) -> dict[int | None, str]:
    """Give the names of the pools these samples are drawn from, by the pool's number."""
    ids = {one.pool_id for one in samples if one.pool_id is not None}
    return dict(session.execute(select(Pool.id, Pool.name).where(Pool.id.in_(ids))).all())


def pools_to_draw(session: Session, *, viewer: Actor) -> list[Pool]:
    """List the pools whose list is frozen and published, the newest first."""
    asked = pools.visible_to(viewer).where(Pool.status.in_(PUBLISHED), Pool.list_hash.is_not(None))
    return list(session.scalars(asked.order_by(Pool.id.desc())))


def months_to_draw(session: Session, district_id: int) -> list[Month]:
    """List the months somebody was active in, the newest first."""
    asked = select(LifeMonth.month).where(
        LifeMonth.district_id == district_id, LifeMonth.status == LifeMonthStatus.ACTIVE
    )
    return list(session.scalars(asked.distinct().order_by(LifeMonth.month.desc()).limit(NEWEST)))


def people_of(session: Session, sample: Sample) -> list[Drawn]:
    """Give who was drawn, in the order of the sheet, each with what was found last."""
    last = newest_findings(session, sample)
    rows = session.execute(
        select(SamplePerson.place, SamplePerson.pseudonym, Village.name, Subdistrict.name)
        .join(Village, Village.code == SamplePerson.village_code)
        .join(Subdistrict, Subdistrict.code == Village.subdistrict_code)
        .where(SamplePerson.sample_id == sample.id)
        .order_by(SamplePerson.place)
    )
    return [Drawn(place, name, village, part, last.get(place)) for place, name, village, part in rows]


def newest_findings(session: Session, sample: Sample) -> dict[int, SampleFinding]:
    """Give what was found last of each person, by place."""
    asked = select(SampleFinding).where(SampleFinding.sample_id == sample.id).order_by(SampleFinding.id)
    return {one.place: one for one in session.scalars(asked)}


def outcomes(findings: dict[int, SampleFinding]) -> Counter[Outcome]:
    """Count what was found."""
    return Counter(one.outcome for one in findings.values())


def sizes(session: Session, samples: Sequence[Sample]) -> dict[int, int]:
    """Count who was drawn in each of these samples."""
    asked = select(SamplePerson.sample_id, func.count()).group_by(SamplePerson.sample_id)
    return dict(session.execute(asked.where(SamplePerson.sample_id.in_([one.id for one in samples]))).all())


def publications(session: Session, samples: Sequence[Sample]) -> dict[int, list[PublicRate]]:
    """Give what was published of each of these samples, the newest first."""
    ids = {one.id: one for one in samples}
    asked = select(SamplePublication).where(SamplePublication.sample_id.in_(ids)).order_by(SamplePublication.id.desc())
    found: dict[int, list[PublicRate]] = {}
    for one in session.scalars(asked):
        found.setdefault(one.sample_id, []).append(_told(ids[one.sample_id], one))
    return found


def _told(sample: Sample, kept: SamplePublication) -> PublicRate:
    """Hide one to four wrong ones when everybody on the list was visited; strangers cannot tell who was drawn else."""
    is_everybody = kept.size >= sample.population
    return PublicRate(kept, split(kept.wrong, whole=kept.size) if is_everybody else kept.wrong)
