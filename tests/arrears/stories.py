"""What may happen to arrears, step by step, and what must be true after each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import func, select, update

from srikandi import clock, ledger, pledges, programme
from srikandi.arrears import ArrearsMonth, ArrearsSource, ArrearsStatus, CareClass, Span, lists
from srikandi.arrears.paying import ArrearsSettlement, SettlementStatus
from srikandi.errors import Refusal
from srikandi.ledger import AccountKey, AccountKind
from srikandi.money import ZERO, Money, total
from srikandi.pledges import Pledge, ReleaseStatus, ReserveRelease
from srikandi.residents import Resident, ResidentStatus
from tests.arrears.alone import agreed, offered
from tests.arrears.test_lists import a_file
from tests.arrears.test_owing import LAST, people
from tests.arrears.test_paying import straight
from tests.pledges.making import SYSTEM, Scene, an_offered_pledge, nik_of, terms_of

PEOPLE = 7
STANDING = (
    AccountKind.PAYER_FUNDS,
    AccountKind.COMMITTED_FUNDS,
    AccountKind.ARREARS_RESERVE,
    AccountKind.ARREARS_COMMITTED,
)


@dataclass
class Telling:
    """A story on its way: what has been paid in, promise by promise, and which months were struck off."""

    scene: Scene
    known: list[Resident]
    promised: list[int] = field(default_factory=list)
    paid: dict[int, Money] = field(default_factory=dict)
    struck: dict[tuple[int, object], tuple[int, int, Money]] = field(default_factory=dict)


def tell(session, scene, story, spoil=None):
    """Do one step after the other; what is refused changes nothing; everything holds after each."""
    telling = Telling(scene, people(session, scene))
    for name, *values in story:
        try:
            with session.begin_nested():
                STEPS[name](session, telling, *values)
        except Refusal:
            session.expire_all()
        if spoil is not None:
            spoil(session)
        check(session, telling)
    return telling


def check(session, telling):
    """No month is paid twice; money in = struck off + waiting + returned; the list of invariants is clean."""
    session.expire_all()
    findings = [f"{one.check} {one.subject}: {one.message}" for one in ledger.verify(session)]
    assert findings == [], findings
    for pledge_id, came in telling.paid.items():
        stands = total([_balance(session, telling, pledge_id, kind) for kind in STANDING])
        gone = session.scalar(
            select(func.sum(ArrearsSettlement.amount)).where(
                ArrearsSettlement.pledge_id == pledge_id, ArrearsSettlement.status == SettlementStatus.SETTLED
            )
        )
        assert came == stands + (gone or ZERO)
    now = _struck(session)
    assert {key: now.get(key) for key in telling.struck} == telling.struck
    telling.struck = now
    for (who, month), (settlement_id, pledge_id, tariff) in now.items():
        journal = select(ArrearsMonth.funded_by).where(ArrearsMonth.resident_id == who, ArrearsMonth.month == month)
        assert session.scalar(journal) is not None
        assert session.get_one(ArrearsSettlement, settlement_id).pledge_id == pledge_id
        assert tariff > ZERO


def _struck(session):
    asked = select(ArrearsMonth).where(ArrearsMonth.status == ArrearsStatus.SETTLED)
    return {
        (one.resident_id, one.month): (one.settlement_id, one.pledge_id, one.tariff) for one in session.scalars(asked)
    }


def _balance(session, telling, pledge_id, kind):
    key = AccountKey(kind, telling.scene.district_id, telling.scene.company_id, pledge_id)
    return ledger.balance(session, key)


def _pledge(session, telling, which) -> Pledge:
    if not telling.promised:
        raise pledges.PledgeUnknown
    return session.get_one(Pledge, telling.promised[which % len(telling.promised)])


def step_list(session, telling, rows):
    """A list of the branch: some people, months and classes, approved by another person."""
    said = [f"{nik_of(place)};;{care_class};{count};" for place, (count, care_class) in sorted(rows.items())]
    kept, _ = lists.stage_list(session, a_file(*said), by=telling.scene.maker)
    seen = kept.content_hash.hex()
    programme.arrears.approve_list(session, kept, seen_hash=seen, by=telling.scene.checker)


def step_say(session, telling, place, count):
    span = Span(LAST + (1 - count), LAST, CareClass.THIRD) if count else None
    source = ArrearsSource.DISTRICT if count else ArrearsSource.PAID
    who = telling.known[place - 1]
    programme.arrears.correct(session, who, span, reason="Cek", source=source, by=telling.scene.maker)


def step_offer(session, telling, families, is_signed):
    make = agreed if is_signed else offered
    telling.promised.append(make(session, telling.scene, families=families).id)


def step_cover(session, telling, months):
    """A promise of cover for two with a reserve beside it."""
    pledge = an_offered_pledge(session, telling.scene, terms_of(telling.scene, lives=2, months=1))
    pledges.set_reserve(session, pledge, amount=Money(35_000 * months), by=telling.scene.officer)
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=telling.scene.checker)
    agreement = pledges.Agreement("440/9", clock.today())
    pledges.agree(session, pledge, agreement=agreement, by=telling.scene.maker)
    telling.promised.append(pledge.id)


def step_pay(session, telling, which, rupiah):
    pledge = _pledge(session, telling, which)
    straight(session, pledge, rupiah)
    telling.paid[pledge.id] = telling.paid.get(pledge.id, ZERO) + Money(rupiah)


def step_file(session, telling, which):
    programme.arrears.build_file(session, _pledge(session, telling, which), by=telling.scene.maker)


def _file(session, telling, which) -> ArrearsSettlement:
    made = select(ArrearsSettlement).where(ArrearsSettlement.pledge_id == _pledge(session, telling, which).id)
    found = session.scalars(made.order_by(ArrearsSettlement.id.desc())).first()
    if found is None:
        raise pledges.PledgeUnknown
    return found


def step_withdraw(session, telling, which):
    found = _file(session, telling, which)
    programme.arrears.withdraw_file(session, found, reason="Keliru", by=telling.scene.maker)


def step_settle(session, telling, which, refused):
    """The branch strikes families off, but for some."""
    found = _file(session, telling, which)
    families = programme.arrears.families_of(session, found)
    who = [one.resident_id for at, family in enumerate(families) if at not in refused for one in family.people]
    programme.arrears.settle_families(session, found, who, document="BPJS", by=telling.scene.branch)


def step_exit(session, telling, place):
    who = telling.known[place - 1]
    if who.status is not ResidentStatus.EXITED:
        programme.exit_resident(session, who, reason="died", on=clock.today(), by=telling.scene.maker)


def step_cancel(session, telling, which):
    programme.cancel_pledge(session, _pledge(session, telling, which), reason="Batal", by=telling.scene.officer)


def step_late(session, telling, which):
    """The deadline of a promise passes."""
    _pledge(session, telling, which).hold_until = clock.now() - timedelta(minutes=1)
    session.flush()
    programme.expire_holds(session, at=clock.now(), by=SYSTEM)
    assert programme.expire_holds(session, at=clock.now(), by=SYSTEM) == []


def step_take_back(session, telling, which, rupiah):
    """The company asks for part of its reserve, and somebody else agrees."""
    pledge = _pledge(session, telling, which)
    reserve = pledges.reserve_of(session, pledge, viewer=telling.scene.officer)
    asked = pledges.ask_release(session, reserve, amount=Money(rupiah), reason="Perlu", by=telling.scene.officer)
    programme.agree_release(session, asked, reason="", by=telling.scene.checker)
    assert session.get_one(ReserveRelease, asked.id).status is ReleaseStatus.AGREED


def step_sweep(session, telling):
    """The worker's minute."""
    programme.arrears.let_go_astray(session, by=SYSTEM)
    programme.release_ended(session, by=SYSTEM)


STEPS = {name.removeprefix("step_"): step for name, step in list(globals().items()) if name.startswith("step_")}


def forget_the_money(session):
    """Plant a mistake: paid months go back to being owed, and their money stays where it was."""
    free = {"status": ArrearsStatus.OWED, "pledge_id": None, "tariff": None, "funded_by": None}
    funded = ArrearsMonth.status == ArrearsStatus.FUNDED, ArrearsMonth.settlement_id.is_(None)
    session.execute(update(ArrearsMonth).where(*funded).values(free))


def owe_again_what_is_struck_off(session):
    """Plant a mistake: a newer list lets months be owed that were struck off, so that they are paid again."""
    free = {"status": ArrearsStatus.OWED, "pledge_id": None, "tariff": None, "funded_by": None, "settlement_id": None}
    session.execute(update(ArrearsMonth).where(ArrearsMonth.status == ArrearsStatus.SETTLED).values(free))
