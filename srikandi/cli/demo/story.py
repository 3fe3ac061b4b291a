"""A year of the programme in Kabupaten Bangka, told from its beginning to this morning.

Days are counted back from today, so that the story is always fresh. What a moment brings happens in its order; the
newest promises are left in every state a promise can be in.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from srikandi import clock, programme, seals
from srikandi.audit import Actor
from srikandi.cli.demo import deeds, people
from srikandi.cli.demo.bedside import lie_in_hospital, list_members
from srikandi.cli.demo.cast import count_district, set_up
from srikandi.cli.demo.deeds import Calendar, Promise, Stage
from srikandi.cli.demo.money import (
    Books,
    Mutation,
    ask_back,
    claim_direct,
    close_month,
    confirm_direct,
    dispute,
    match_suspense,
    move_mandiri,
    pay_by_card,
)
from srikandi.cli.demo.nominating import nominate
from srikandi.cli.demo.outdoors import go_out
from srikandi.cli.demo.telling import tell_people
from srikandi.cli.demo.visits import visit
from srikandi.eligibility import Condition, Field, Rule, everybody_who
from srikandi.money import Money
from srikandi.pledges import Frequency
from srikandi.pools import Pool
from srikandi.programme import Ways

ENOUGH = 1_200
"""With fewer residents there would not be people enough for every promise of the story."""
LATE = 24
NEW_MONTH = -1
HALF = Money(6_804_000)
SURPLUS, ASKED_BACK = Money(450_000), Money(150_000)
OVERPAID = "company, kecil"
"""The small promise of company@demo.example, kept apart from the one it goes on paying for."""
FISHERS = (
    "Nelayan pesisir Bangka",
    "Nelayan yang belum terdaftar JKN di desa-desa pesisir.",
    Rule(everybody_who(Condition(Field.OCCUPATION, values=("NELAYAN",)))),
)
POOREST = (
    "Keluarga desil 1 sampai 3",
    "Keluarga termiskin menurut DTSEN, di semua kecamatan.",
    Rule(everybody_who(Condition(Field.DECILE, 1, 3))),
)
AGAIN = (
    "Reaktivasi eks-PBI",
    "Peserta yang pernah aktif dan keluar dari daftar PBI.",
    Rule(everybody_who(Condition(Field.KIND, values=("reactivation",)), Condition(Field.FORMER_PBI))),
)
TRADERS = (
    "Pedagang pasar Sungailiat",
    "Pedagang kecil di pasar Sungailiat dan Pemali.",
    Rule(everybody_who(Condition(Field.OCCUPATION, values=("PEDAGANG",)))),
)
NARROWER = Rule(
    everybody_who(
        Condition(Field.OCCUPATION, values=("PEDAGANG", "WIRASWASTA")),
        Condition(Field.AGE, 18, 59),
        Condition(Field.SUBDISTRICT, values=("19.01.01", "19.01.05")),
    )
)
"""The second version of the traders' rule: what its purpose says, in Sungailiat and Pemali."""


def tell(session: Session, *, residents: int, now: datetime, public_url: str) -> Stage:
    """Give the demonstration with so many residents; none, or too few, make a district without promises."""
    calendar = Calendar(now)
    with clock.pretending(calendar.on(11, 3)):
        cast = set_up(session)
    stage = Stage(session, cast, calendar, public_url)
    with stage.at(calendar.ago(5)):
        count_district(session, cast.district, by=stage.by("maker"))
    if residents:
        _gather(stage, residents)
    if residents >= ENOUGH:
        pool = _draw(stage)
        books = Books(stage)
        _finished(stage, books, pool)
        _seal(stage, at=calendar.on(6, 11))
        visit(stage, pool)
        _running(stage, books, pool)
        _reporting(stage, books, pool)
        _recent(stage, books, pool)
        people.owe_and_settle(stage, "company", FISHERS[0], at=calendar.ago(9))
        tell_people(stage)
        nominate(stage)
    else:
        deeds.enter(stage, "company", at=calendar.on(5, 3))
    _at_the_door(stage)
    go_out(stage)
    with clock.pretending(now):
        _as_the_worker_does(stage)
    _seal(stage, at=now)
    return stage


def _gather(stage: Stage, count: int) -> None:
    """Bring in everybody as they were eleven months ago, three times as many of the village with an officer of its own.

    Who is born after that day is on no list of that day.
    """
    calendar, cast, listed_at = stage.calendar, stage.cast, stage.calendar.on(11, 6)
    own = stage.by("village").village_code or ""
    turns = [*cast.villages, *[village for village in cast.villages if village.code == own] * 2]
    people.bring_all(stage, people.families(count, villages=turns, today=listed_at.date()), at=listed_at)
    people.verify_all(stage, but_half_of=own, at=calendar.on(11, 16))
    late = people.families(LATE, villages=cast.villages[-9:], today=calendar.today, is_second=True)
    people.bring_spoilt(stage, [one for family in late for one in family], at=calendar.ago(0, 8))


def _draw(stage: Stage) -> Pool:
    """Open two pools, propose a third, and leave a fourth to the forum; the big one serves the promises."""
    calendar = stage.calendar
    _open(stage, FISHERS, day=20)
    poorest = _open(stage, POOREST, day=23)
    again = deeds.draft(stage, *AGAIN, at=calendar.ago(4))
    deeds.propose(stage, again, at=calendar.ago(2))
    traders = deeds.draft(stage, *TRADERS, at=calendar.ago(1))
    deeds.change_rule(stage, traders, NARROWER, at=calendar.ago(1, 11))
    return poorest


def _open(stage: Stage, said: tuple[str, str, Rule], *, day: int) -> Pool:
    """Give a pool that was drafted, drawn and opened on three days in a row."""
    pool = deeds.draft(stage, *said, at=stage.calendar.on(11, day))
    deeds.propose(stage, pool, at=stage.calendar.on(11, day + 1))
    deeds.open_pool(stage, pool, at=stage.calendar.on(11, day + 2))
    return pool


def _finished(stage: Stage, books: Books, pool: Pool) -> None:
    """Tell the first promise of all, three months long and over."""
    calendar = stage.calendar
    deeds.enter(stage, "sawit", at=calendar.on(10, 2))
    promise = Promise(20, 3, calendar.month(9))
    deeds.promise_and_sign(stage, "sawit", promise, pool=pool, at=calendar.on(10, 5))
    paid = books.transfer("sawit", Money(20 * 3 * 37_800), at=calendar.on(10, 12))
    books.import_bca([paid], at=calendar.on(10, 13))
    batch = deeds.send(stage, calendar.month(9), at=calendar.on(10, 18))
    deeds.answer(stage, batch, at=calendar.on(10, 24))
    deeds.confirm(stage, calendar.month(8), at=calendar.on(8, 3))
    close_month(stage, calendar.month(9), billed=21, premium=Money(37_800), at=calendar.on(8, 12))
    deeds.confirm(stage, calendar.month(7), at=calendar.on(7, 3))
    deeds.report(stage, "sawit", at=calendar.on(6, 10), is_approved=True)


def _running(stage: Stage, books: Books, pool: Pool) -> None:
    """Tell the promise of company@demo.example: thirty lives for a year, one of them replaced, paid in two ways.

    The people of village@demo.example come first in it, so that somebody there has a slip to print.
    """
    calendar = stage.calendar
    deeds.enter(stage, "company", at=calendar.on(5, 3))
    promise = Promise(30, 12, calendar.month(3), villages=(stage.by("village").village_code or "",))
    deeds.promise_and_sign(stage, "company", promise, pool=pool, at=calendar.on(4, 4))
    books.import_bca([books.transfer("company", HALF, at=calendar.on(4, 10))], at=calendar.on(4, 12))
    batch = deeds.send(stage, calendar.month(3), at=calendar.on(4, 18))
    deeds.answer(stage, batch, rejected={7}, at=calendar.on(4, 24))
    again = deeds.send(stage, calendar.month(3), at=calendar.on(4, 25))
    deeds.answer(stage, again, at=calendar.on(4, 27))


def _reporting(stage: Stage, books: Books, pool: Pool) -> None:
    """Tell a half year whose report waits for the forum; the branch confirms month by month for both companies."""
    calendar = stage.calendar
    deeds.enter(stage, "belinyu", at=calendar.on(4, 26))
    promise = Promise(15, 6, calendar.month(2), Frequency.QUARTERLY)
    deeds.promise_and_sign(stage, "belinyu", promise, pool=pool, at=calendar.on(3, 5))
    paid = books.transfer("belinyu", Money(15 * 6 * 37_800), at=calendar.on(3, 11))
    books.import_mandiri([paid], at=calendar.on(3, 12))
    _small_and_late(stage, books, pool)
    batch = deeds.send(stage, calendar.month(2), at=calendar.on(3, 18))
    deeds.answer(stage, batch, at=calendar.on(3, 24))
    deeds.confirm(stage, calendar.month(2), at=calendar.on(2, 3))
    deeds.confirm(stage, calendar.month(1), at=calendar.on(1, 3))
    payment = claim_direct(stage, "company", HALF, at=calendar.on(1, 14))
    confirm_direct(stage, payment, at=calendar.on(1, 16))
    deeds.confirm(stage, calendar.month(0), at=calendar.on(0, 3))
    deeds.die_unnoticed(stage, "belinyu", on=calendar.on(2, 20).date(), told_at=calendar.ago(6))
    deeds.report(stage, "belinyu", at=calendar.ago(3), is_approved=False)


def _small_and_late(stage: Stage, books: Books, pool: Pool) -> None:
    """Tell two promises of the same months: one ends and was paid too much for, the other company stopped paying."""
    calendar, main = stage.calendar, stage.pledges["company"]
    deeds.promise_and_sign(stage, "company", Promise(8, 3, calendar.month(2)), pool=pool, at=calendar.on(3, 6))
    paid = books.transfer("company", Money(8 * 3 * 37_800) + SURPLUS, at=calendar.on(3, 12))
    books.import_bca([paid], at=calendar.on(3, 13))
    stage.pledges[OVERPAID], stage.pledges["company"] = stage.pledges["company"], main
    deeds.enter(stage, "galian", at=calendar.on(3, 2))
    monthly = Promise(6, 6, calendar.month(2), Frequency.MONTHLY)
    deeds.promise_and_sign(stage, "galian", monthly, pool=pool, at=calendar.on(3, 7))
    books.import_bca([books.transfer("galian", Money(6 * 2 * 37_800), at=calendar.on(3, 14))], at=calendar.on(3, 15))


def _recent(stage: Stage, books: Books, pool: Pool) -> None:
    """Tell the promises of these weeks, each left where it stands today."""
    calendar, start = stage.calendar, stage.calendar.month(NEW_MONTH)
    for box in ("lada", "kuarsa", "lebur", "kemplang", "wisata", "kapal", "karet", "inap"):
        deeds.enter(stage, box, at=calendar.on(2, 12))
    deeds.promise_and_sign(stage, "lebur", Promise(18, 6, start, urgent=1), pool=pool, at=calendar.ago(18))
    deeds.offer(stage, "inap", Promise(10, 12, start, is_spread=True), pool=pool, at=calendar.ago(13))
    deeds.approve(stage, "inap", at=calendar.ago(12))
    shared = Promise(20, 6, start, from_government=Money(15_000))
    deeds.promise_and_sign(stage, "lada", shared, pool=pool, at=calendar.ago(11))
    monthly = Promise(25, 12, start, Frequency.MONTHLY)
    deeds.promise_and_sign(stage, "kemplang", monthly, pool=pool, at=calendar.ago(10))
    deeds.promise_and_sign(stage, "kuarsa", Promise(12, 6, start), pool=pool, at=calendar.ago(9))
    deeds.promise_and_sign(stage, "wisata", Promise(10, 3, start), pool=pool, at=calendar.ago(8))
    _first_payments(stage, books)
    deeds.offer(stage, "kapal", Promise(14, 12, start, Frequency.QUARTERLY), pool=pool, at=calendar.ago(4))
    deeds.approve(stage, "kapal", at=calendar.ago(3))
    _second_payments(stage, books)
    deeds.offer(stage, "karet", Promise(10, 12, start), pool=pool, at=calendar.ago(1))
    deeds.gather(stage, ("wisata", "kemplang", "company"), Promise(12, 6, start), pool=pool, at=calendar.ago(3))
    list_members(stage, calendar.month(0), at=calendar.ago(2))
    lie_in_hospital(stage, "lebur", at=calendar.ago(0, 7))


def _first_payments(stage: Stage, books: Books) -> None:
    """Two companies pay; the file for the next month goes out and waits for its answer."""
    calendar = stage.calendar
    lebur = books.transfer("lebur", Money(18 * 5 * 37_800), at=calendar.ago(7))
    by_card = pay_by_card(stage, "lebur", Money(18 * 37_800), at=calendar.ago(7, 11))
    lada = books.transfer("lada", Money(20 * 6 * 20_000), at=calendar.ago(6))
    books.import_bca([lebur, lada], at=calendar.ago(5))
    deeds.send(stage, calendar.month(NEW_MONTH), at=calendar.ago(5, 11))
    dispute(stage, by_card, at=calendar.ago(1, 8))


def _second_payments(stage: Stage, books: Books) -> None:
    """Two more pay too late for that file, two forget their code, one says it paid BPJS Kesehatan itself."""
    calendar = stage.calendar
    day = calendar.ago(2).date()
    nameless = Money(500_000)
    books.import_bca(
        [
            books.transfer("kuarsa", Money(12 * 6 * 37_800), at=calendar.ago(3)),
            books.transfer("kemplang", Money(25 * 3 * 37_800), at=calendar.ago(2)),
            Mutation(day, nameless, "WISATA PANTAI", "SETORAN CSR JKN"),
            Mutation(day, Money(1_250_000), "SETORAN TUNAI", "SUMBANGAN UNTUK WARGA"),
        ],
        at=calendar.ago(1),
    )
    ask_back(stage, "company", stage.pledges[OVERPAID], ASKED_BACK, at=calendar.ago(1))
    match_suspense(stage, "wisata", nameless, at=calendar.ago(1, 14))
    claim_direct(stage, "wisata", Money(378_000), at=calendar.ago(2))
    move_mandiri(stage, at=calendar.ago(1, 15), approved_at=calendar.ago(0, 8))


def _as_the_worker_does(stage: Stage) -> None:
    """Let time do this morning what it does every day: months slide, letters about dues and renewals go out."""
    ways = Ways(stage.public_url)
    programme.slide_unfunded(stage.session, by=Actor.system("worker"))
    programme.remind(stage.session, ways=ways)
    programme.offer_renewals(stage.session, ways=ways)


def _seal(stage: Stage, *, at: datetime) -> None:
    """Seal the book, as the worker does every day."""
    with clock.pretending(at):
        seals.seal(stage.session, by=Actor.system("seals"))


def _at_the_door(stage: Stage) -> None:
    """Leave companies in every state of admission."""
    calendar = stage.calendar
    if "galian" not in stage.cast.companies:
        deeds.enter(stage, "galian", at=calendar.on(3, 8))
    deeds.suspend(stage, "galian", at=calendar.on(1, 20))
    deeds.refuse(stage, "untung", at=calendar.ago(20))
    deeds.invite(stage, "udang", at=calendar.ago(3))
    deeds.admit(stage, "getas", at=calendar.ago(5))
    deeds.declare(stage, "getas", at=calendar.ago(1))
    deeds.apply(stage, "batu", at=calendar.ago(1))
