"""Pledges whose months are confirmed, and the people who report and review them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from srikandi import programme, reports
from srikandi.audit import Actor
from srikandi.organisations import Kind, Organisation, ServedDistrict
from srikandi.places import district_of
from srikandi.pledges import Pledge
from srikandi.reports import ContributionReport, Told
from tests.pledges.making import Scene, a_scene, an_actor, an_agreed_pledge, an_organisation, pay, shared_terms
from tests.programme.registering.answers import an_answer

TOLD = Told("Iuran tiga puluh nelayan kami tanggung setahun.", "Fulan Contoh", "Direktur")


@dataclass(frozen=True)
class Running:
    """A pledge under way and who works on it."""

    scene: Scene
    pledge: Pledge
    officer: Actor
    forum: Actor


def a_running_pledge(session: Session, *, lives: int = 6, months: int = 3) -> Running:
    """Give a shared pledge (20.000 and 15.000) that is paid in full and confirmed in its first month."""
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, shared_terms(scene, lives=lives, months=months))
    pay(session, pledge, lives * months * 20_000, payer=0, reference="bank:1:perusahaan")
    pay(session, pledge, lives * months * 15_000, payer=1, reference="bank:1:pemkab")
    batch = programme.build_batch(session, scene.district_id, month=pledge.start_month, by=scene.maker)
    programme.send_batch(session, batch, letter_number="440/1", by=scene.maker)
    answer = an_answer(accepted=range(1, lives + 1))
    programme.read_answer(session, batch, answer, filename="1.csv", by=scene.branch)
    forum = an_actor(session, "forum", district_of(session, scene.district_id))
    return Running(scene, pledge, scene.officer, forum)


def a_partner(session: Session, scene: Scene, kind: Kind) -> Organisation:
    """Give the district's forum or branch."""
    partner = an_organisation(session, district_of(session, scene.district_id), kind, f"{kind.value.title()} Contoh")
    if kind is Kind.BRANCH:
        partner.district_id = None
        session.add(ServedDistrict(branch_id=partner.id, district_id=scene.district_id))
        session.flush()
    return partner


def a_signed_report(session: Session, running: Running) -> ContributionReport:
    report = reports.draft(session, running.pledge.id, by=running.officer)
    reports.tell(session, report, told=TOLD, by=running.officer)
    return reports.sign(session, report, by=running.officer)
