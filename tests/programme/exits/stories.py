"""What may happen to a promise, step by step, and what must be true after each."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from sqlalchemy import func, select

from srikandi import clock, coverage, ledger, pledges, programme
from srikandi.coverage import BatchLine, LifeMonth, LifeMonthStatus, succession
from srikandi.errors import Conflict, NotFound
from srikandi.money import Money, total
from srikandi.pledges import Hold, HoldStatus
from srikandi.pools import PoolMember
from srikandi.programme import exits
from srikandi.residents import Leaving, Resident, ResidentStatus
from tests.pledges.making import SYSTEM, pay
from tests.programme.registering.answers import an_answer

LIVES, MONTHS, PEOPLE = 4, 3, 9
references = count()


def tell(session, scene, pledge, story):
    """Do one step after the other; what is refused changes nothing; everything holds after each."""
    for name, *values in story:
        try:
            with session.begin_nested():
                STEPS[name](session, scene, pledge, *values)
        except (Conflict, NotFound):
            session.expire_all()
        check(session, pledge)


def step_pay(session, scene, pledge, payer, rupiah):
    pay(session, pledge, rupiah, payer=payer, reference=f"bank:{next(references)}")


def at_place(session, place):
    asked = select(Resident).join(PoolMember, PoolMember.resident_id == Resident.id).where(PoolMember.place == place)
    return session.scalars(asked.execution_options(populate_existing=True)).one()


def step_exit(session, scene, pledge, *places):
    people = [one for one in (at_place(session, place) for place in places) if one.status is not ResidentStatus.EXITED]
    leaving = [Leaving(one.id, "died" if one.id % 2 else "moved", clock.today()) for one in people]
    programme.exit_people(session, leaving, by=scene.maker)


def step_undo(session, scene, pledge, place):
    programme.undo_exit(session, at_place(session, place), reason="Laporan keliru", by=scene.checker)


def step_answer(session, scene, pledge, passes_on):
    answer = exits.answer_next if passes_on else exits.answer_return
    answer(session, pledge, by=scene.officer)


def step_wait(session, scene, pledge):
    exits.pass_unanswered(session, at=clock.now() + timedelta(days=40), by=SYSTEM)
    exits.fill_seats(session, by=SYSTEM)


def step_register(session, scene, pledge, step, refused):
    batch = programme.build_batch(session, scene.district_id, month=pledge.start_month + step, by=scene.maker)
    programme.send_batch(session, batch, letter_number="1", by=scene.maker)
    in_file = select(PoolMember.place).join(BatchLine, BatchLine.resident_id == PoolMember.resident_id)
    places = list(session.scalars(in_file.where(BatchLine.batch_id == batch.id)))
    accepted, rejected = set(places) - refused, dict.fromkeys(set(places) & refused, "T04")
    answer = an_answer(accepted=accepted, rejected=rejected)
    report = programme.read_answer(session, batch, answer, filename="a.csv", by=scene.branch)
    assert (report.accepted, len(report.rejected)) == (len(accepted), len(rejected))
    assert programme.read_answer(session, batch, answer, filename="a.csv", by=scene.branch).accepted == 0


def step_confirm(session, scene, pledge, step):
    month = pledge.start_month + step
    programme.confirm_month(session, scene.district_id, month=month, document_number="BA", by=scene.branch)


def step_fill(session, scene, pledge):
    programme.fill_waiting(session, pledge, by=scene.maker)


def step_expire(session, scene, pledge, late):
    programme.expire_holds(session, at=pledge.hold_until.replace(year=2099) if late else clock.now())


def step_slide(session, scene, pledge, step):
    programme.slide_before(session, scene.district_id, before=pledge.start_month + step, by=SYSTEM)


STEPS = {
    "pay": step_pay,
    "exit": step_exit,
    "undo": step_undo,
    "answer": step_answer,
    "wait": step_wait,
    "register": step_register,
    "confirm": step_confirm,
    "fill": step_fill,
    "expire": step_expire,
    "slide": step_slide,
}


def check(session, pledge):
    session.expire_all()
    now = coverage.progress(session, [pledge.id])[pledge.id]
    assert now.committed == LIVES * MONTHS == now.active + now.running + now.waiting + now.released
    where = succession.balances(session, [pledge.id])[pledge.id]
    assert where.committed == LIVES * MONTHS
    assert (where.used + where.wasted, where.running) == (now.active, now.running)
    assert (where.waiting, where.released) == (now.waiting, now.released)
    gone = select(func.count()).select_from(LifeMonth).join(Resident, Resident.id == LifeMonth.resident_id)
    to_come = LifeMonth.status.in_((LifeMonthStatus.PLANNED, LifeMonthStatus.FUNDED, LifeMonthStatus.SENT))
    assert session.scalar(gone.where(Resident.status == ResidentStatus.EXITED, to_come)) == 0
    live = select(LifeMonth.month, LifeMonth.resident_id).where(
        LifeMonth.resident_id.is_not(None), LifeMonth.status != LifeMonthStatus.RELEASED
    )
    seats = session.execute(live).all()
    assert len(seats) == len(set(seats))
    held = session.scalars(select(Hold.resident_id).where(Hold.status.in_((HoldStatus.HELD, HoldStatus.KEPT)))).all()
    assert len(held) == len(set(held))
    paid = LifeMonth.status.in_((LifeMonthStatus.FUNDED, LifeMonthStatus.SENT, LifeMonthStatus.ACTIVE))
    used = session.scalar(select(func.sum(LifeMonth.tariff)).where(paid)) or Money(0)
    come = total(list(pledges.received(session, [pledge.id]).values()))
    credit = ledger.balances(session, kind=ledger.AccountKind.PAYER_FUNDS, contract_id=pledge.id)
    assert come == used + total(list(credit.values()))
    payers = pledges.payers_of(session, pledge.id)
    if pledge.ended_at is None:
        assert {one.id: one.total for one in payers} == programme.promises_of(session, [pledge.id], payers)
    assert list(ledger.verify(session)) == []
