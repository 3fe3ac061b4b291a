"""An audit sample of the demonstration: drawn from the big pool, visited, published."""

from __future__ import annotations

from srikandi import clock, samples, seals
from srikandi.audit import Actor
from srikandi.cli.demo.deeds import Stage
from srikandi.pools import Pool
from srikandi.samples import NewSample, Outcome

WRONG = {17: Outcome.MOVED, 42: Outcome.UNKNOWN}
PURPOSE = "Pemeriksaan lapangan tahunan"


def visit(stage: Stage, pool: Pool) -> None:
    """Draw fifty-nine people, find two of them wrong, and tell everybody."""
    calendar, by = stage.calendar, stage.by("auditor")
    with stage.at(calendar.on(6, 12)):
        new = NewSample(samples.OFFERED[0], "Lada dan timah di pagi hari", PURPOSE, pool_id=pool.id)
        sample = samples.freeze(stage.session, stage.cast.district, new, by=by)
    with stage.at(calendar.on(6, 13)):
        seals.seal(stage.session, by=Actor.system("seals"))
        samples.draw(stage.session, sample, by=by)
    with stage.at(calendar.on(6, 24)):
        people = samples.people_of(stage.session, sample)
        found = [samples.Found(one.place, WRONG.get(one.place, Outcome.CONFIRMED)) for one in people]
        on = clock.today(stage.cast.district.zone)
        samples.record(stage.session, sample, found, on=on, by=by)
        samples.publish(stage.session, sample, by=by)
