"""People of a scene who leave and come back."""

from __future__ import annotations

from sqlalchemy import select

from srikandi import clock, coverage, programme
from srikandi.coverage import LifeMonth
from srikandi.pools import PoolMember
from srikandi.residents import Resident
from tests.pledges.making import an_agreed_pledge, pay, terms_of
from tests.programme.registering.answers import an_answer


def progress(session, pledge):
    return coverage.progress(session, [pledge.id])[pledge.id]


def at_place(session, place):
    asked = select(Resident).join(PoolMember, PoolMember.resident_id == Resident.id).where(PoolMember.place == place)
    return session.scalars(asked.execution_options(populate_existing=True)).one()


def leave(session, scene, place, reason="died", on=None):
    on = on or clock.today()
    return programme.exit_resident(session, at_place(session, place), reason=reason, on=on, by=scene.maker)


def come_back(session, scene, place):
    return programme.undo_exit(session, at_place(session, place), reason="Laporan itu keliru", by=scene.checker)


def sitting(session, pledge):
    """Who sits where: month by month, in seat order."""
    asked = select(LifeMonth.month, LifeMonth.resident_id).where(LifeMonth.pledge_id == pledge.id)
    rows = session.execute(asked.order_by(LifeMonth.month, LifeMonth.seat)).all()
    places = dict(session.execute(select(PoolMember.resident_id, PoolMember.place)).all())
    months = sorted({row.month for row in rows})
    return [[places.get(row.resident_id) for row in rows if row.month == month] for month in months]


def a_covered_pledge(session, scene, *, lives=3, months=3, **changes):
    """Give a paid promise whose people are active in its first month."""
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=lives, months=months, **changes))
    pay(session, pledge, lives * months * 37_800)
    batch = programme.build_batch(session, scene.district_id, month=pledge.start_month, by=scene.maker)
    programme.send_batch(session, batch, letter_number="1", by=scene.maker)
    programme.read_answer(session, batch, an_answer(accepted=range(1, lives + 1)), filename="1.csv", by=scene.branch)
    return pledge
