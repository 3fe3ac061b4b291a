"""Whatever happens in whatever order: committed = used + running + waiting + released, and nobody is live twice."""

from __future__ import annotations

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from srikandi import clock, coverage, ledger, pledges, programme
from srikandi.coverage import BatchLine, LifeMonth, LifeMonthStatus
from srikandi.errors import Conflict
from srikandi.money import Money, total
from srikandi.pledges import Hold, HoldStatus, SuccessionRule
from srikandi.pools import PoolMember
from srikandi.residents import Resident, ResidentStatus
from tests.pledges.making import SYSTEM, a_scene, an_agreed_pledge, pay, shared_terms
from tests.programme.registering.answers import an_answer

LIVES, MONTHS, PEOPLE = 4, 3, 9
references = count()

steps = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), st.integers(0, 1), st.integers(1, 200_000)),
        st.tuples(st.just("exit"), st.integers(1, PEOPLE)),
        st.tuples(st.just("register"), st.integers(0, MONTHS - 1), st.sets(st.integers(1, PEOPLE))),
        st.tuples(st.just("confirm"), st.integers(0, MONTHS - 1)),
        st.tuples(st.just("fill")),
        st.tuples(st.just("expire"), st.booleans()),
        st.tuples(st.just("slide"), st.integers(0, MONTHS + 2)),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rule=st.sampled_from(SuccessionRule), story=steps)
def test_nothing_is_lost_in_any_order(session, rule, story):
    try:
        scene = a_scene(session, lives=PEOPLE)
        pledge = an_agreed_pledge(session, scene, shared_terms(scene, lives=LIVES, months=MONTHS, succession_rule=rule))
        for name, *values in story:
            try:
                with session.begin_nested():
                    STEPS[name](session, scene, pledge, *values)
            except Conflict:
                session.expire_all()
            check(session, pledge)
    finally:
        session.rollback()


def step_pay(session, scene, pledge, payer, rupiah):
    pay(session, pledge, rupiah, payer=payer, reference=f"bank:{next(references)}")


def step_exit(session, scene, pledge, place):
    asked = select(Resident).join(PoolMember, PoolMember.resident_id == Resident.id).where(PoolMember.place == place)
    person = session.scalars(asked.execution_options(populate_existing=True)).one()
    if person.status is not ResidentStatus.EXITED:
        programme.exit_resident(session, person, reason="moved", on=clock.today(), by=scene.maker)


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
