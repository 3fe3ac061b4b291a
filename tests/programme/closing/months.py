"""A month of thirty lives that ran its course: paid, registered, active; and the bill its branch sends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import closings, programme
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.closings import Explanation, MonthDifference, PremiumBill
from srikandi.closings.bills import StatedBill
from srikandi.money import Money
from srikandi.organisations import Kind, Organisation, ServedDistrict
from srikandi.places import District
from srikandi.pledges import Pledge
from srikandi.programme import closing
from srikandi.programme.closing import ListFile
from srikandi.tariffs import Basis
from tests.pledges.making import Scene, a_scene, an_actor, an_agreed_pledge, an_organisation, nik_of, pay, terms_of
from tests.programme.registering.answers import an_answer

TARIFF = 37_800
SEGMENT = Basis.PARTICIPANT_AND_REGION
NOVEMBER = Month(2026, 11)
PAID_MONTHS = 2


@dataclass(frozen=True)
class Ended:
    """A month that is over, and who closes it."""

    scene: Scene
    pledge: Pledge
    district: District
    treasurer: Actor
    other_treasurer: Actor
    branch: Actor
    branch_office: Organisation
    month: Month = NOVEMBER


def an_ended_month(session: Session, *, lives: int = 30, dead: Iterable[int] = ()) -> Ended:
    """Give November 2026 with so many active people; call it while the clock stands in October."""
    scene = a_scene(session, lives=lives + 10)
    district = session.get_one(District, scene.district_id)
    office = an_organisation(session, district, Kind.BRANCH, "BPJS Kesehatan Cabang Pangkalpinang")
    office.district_id = None
    session.add(ServedDistrict(branch_id=office.id, district_id=district.id))
    terms = terms_of(scene, lives=lives, months=3, start_month=NOVEMBER)
    pledge = an_agreed_pledge(session, scene, terms)
    pay(session, pledge, PAID_MONTHS * lives * TARIFF)
    batch = programme.build_batch(session, district.id, month=NOVEMBER, by=scene.maker)
    programme.send_batch(session, batch, letter_number="440/1", by=scene.maker)
    turned_down = dict.fromkeys(dead, "T03")
    accepted = [place for place in range(1, lives + 1) if place not in turned_down]
    answer = an_answer(accepted=accepted, rejected=turned_down)
    programme.read_answer(session, batch, answer, filename="jawaban.csv", by=scene.branch)
    if turned_down:
        again = programme.build_batch(session, district.id, month=NOVEMBER, by=scene.maker)
        programme.send_batch(session, again, letter_number="440/2", by=scene.maker)
        successors = an_answer(accepted=range(lives + 1, lives + 1 + len(turned_down)))
        programme.read_answer(session, again, successors, filename="jawaban-2.csv", by=scene.branch)
    treasurers = [an_actor(session, "treasurer", district) for _ in range(2)]
    branch = replace(an_actor(session, "branch", district), organisation_id=office.id)
    return Ended(scene, pledge, district, treasurers[0], treasurers[1], branch, office)


def a_list(places: Iterable[int], *, extra: Iterable[str] = (), heading: str = "PSNOKA;NIK;NAMA;SEGMEN") -> bytes:
    """Give the branch's list of billed people at these places of the pool, as it hands one over."""
    rows = [f";{nik_of(place)};WARGA {place};PBPU PEMDA" for place in places]
    return "\n".join([heading, *rows, *extra, ";;JUMLAH;"]).encode()


def bill(session: Session, ended: Ended, *, lives: int, people: bytes | None = None, **changes: Any) -> PremiumBill:
    """Let the branch state a bill of so many lives, with its list when there is one."""
    stated = StatedBill(
        month=ended.month,
        segment=SEGMENT,
        number="1901/TGH/11/2026",
        headcount=lives,
        amount=Money(lives * TARIFF),
        due_on=date(2026, 11, 10),
    )
    file = None if people is None else ListFile(people, "tagihan.csv")
    return closing.state_bill(session, ended.district, replace(stated, **changes), file=file, by=ended.branch)


def rows_of(session: Session, ended: Ended, *, kind: str | None = None) -> list[MonthDifference]:
    """List the differences of the month as they are kept now."""
    session.flush()
    asked = select(MonthDifference).where(MonthDifference.status != "gone")
    return [row for row in session.scalars(asked.order_by(MonthDifference.id)) if kind in (None, row.kind.value)]


def explain_all(session: Session, ended: Ended) -> None:
    """Say of every open difference what the records suggest, and let the branch's officer see to it."""
    for row in closings.differences.differences_of(session, ended.district.id, ended.month):
        said = Explanation(row.proposed, ended.branch_office.id, "Sari", "Dikoreksi di tagihan Desember.")
        closings.differences.explain(session, [row], said, by=ended.treasurer)


def close(session: Session, ended: Ended) -> Any:
    """Let the treasurer propose and the branch confirm."""
    proposal = closing.propose_close(session, ended.district, ended.month, by=ended.treasurer)
    said = {"seen_hash": proposal.content_hash, "by": ended.branch}
    return closing.confirm_close(session, ended.district, ended.month, **said)
