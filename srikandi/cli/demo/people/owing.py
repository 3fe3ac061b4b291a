"""Fishers who owe months from before, a company that pays some families' arrears, the branch that strikes them off."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from srikandi import pledges, programme, residents
from srikandi.arrears import lists
from srikandi.arrears.lists import ArrearsFile
from srikandi.cli.demo.deeds import Stage, agree, approve
from srikandi.cli.demo.money import claim_direct, confirm_direct
from srikandi.clock import Month
from srikandi.pledges import owing
from srikandi.pledges.owing import ArrearsTerms
from srikandi.pools import Pool, PoolMember

OWED = (14, 7, 24, 5, 11, 3, 18, 9, 6, 12)
"""Months, person by person in the pool's order."""
CLASSES = ("3", "3", "2", "3", "1", "3", "3", "3", "3", "3")


def owe_and_settle(stage: Stage, box: str, pool_name: str, *, at: datetime) -> None:
    """Bring the branch's list, let a company pay the first six families, and five of them be struck off.

    A week of days from `at` on; the company's other promise stays the one it goes on with.
    """
    session, before = stage.session, stage.pledges[box]
    pool = session.scalars(select(Pool).where(Pool.name == pool_name)).one()
    _bring_list(stage, pool, at=at)
    _offer(stage, box, pool, families=6, at=at + timedelta(days=1))
    approve(stage, box, at=at + timedelta(days=2))
    agree(stage, box, at=at + timedelta(days=3))
    pledge = stage.pledges[box]
    amount = pledges.payers_of(session, pledge.id)[0].total
    payment = claim_direct(stage, box, amount, at=at + timedelta(days=4))
    confirm_direct(stage, payment, at=at + timedelta(days=5))
    with stage.at(at + timedelta(days=5, hours=2)):
        file = programme.arrears.build_file(session, pledge, by=stage.by("maker"))
    families = programme.arrears.families_of(session, file)[:5]
    struck = [one.resident_id for family in families for one in family.people]
    with stage.at(at + timedelta(days=6)):
        number = f"KC-1901/TGK/{file.id:03d}/{at.year}"
        programme.arrears.settle_families(session, file, struck, document=number, by=stage.by("branch"))
    stage.pledges[box] = before


def _bring_list(stage: Stage, pool: Pool, *, at: datetime) -> None:
    session = stage.session
    first = select(PoolMember.resident_id).where(PoolMember.pool_id == pool.id, PoolMember.place.is_not(None))
    people = list(session.scalars(first.order_by(PoolMember.place).limit(len(OWED))))
    known = residents.identities(session, people)
    rows = [
        f"{known[who].nik};{known[who].name};{care_class};{months}"
        for who, care_class, months in zip(people, CLASSES, OWED, strict=True)
    ]
    content = "\r\n".join(["NIK;NAMA;KELAS RAWAT;BULAN TUNGGAKAN", *rows, ""]).encode()
    last = Month.of(at.date()) + -1
    with stage.at(at):
        kept, _ = lists.stage_list(session, ArrearsFile(content, f"tunggakan-{last}.csv", last), by=stage.by("maker"))
    with stage.at(at + timedelta(hours=3)):
        seen = kept.content_hash.hex()
        programme.arrears.approve_list(session, kept, seen_hash=seen, by=stage.by("checker"))


def _offer(stage: Stage, box: str, pool: Pool, *, families: int, at: datetime) -> None:
    with stage.at(at):
        shown = owing.quote_arrears(stage.session, pool.id, families=families).amount
        terms = ArrearsTerms(pool.id, families, shown, f"contoh-tunggakan-{box}")
        stage.pledges[box] = owing.offer_arrears(stage.session, terms, by=stage.by(box))
