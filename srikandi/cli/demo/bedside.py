"""A patient in a hospital bed, and the branch's monthly list of members."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import programme, residents
from srikandi.cli.demo.deeds import Stage
from srikandi.clock import Month
from srikandi.coverage import LifeMonth, LifeMonthStatus, rosters
from srikandi.programme import urgency
from srikandi.programme.urgency import Bed
from srikandi.residents import Resident, ResidentStatus

MONTHS = (
    *("JANUARI", "FEBRUARI", "MARET", "APRIL", "MEI", "JUNI"),
    *("JULI", "AGUSTUS", "SEPTEMBER", "OKTOBER", "NOVEMBER", "DESEMBER"),
)
STRANGER = ";1901010101809999;ORANG LAIN;PBPU PEMDA"


def lie_in_hospital(stage: Stage, box: str, *, at: datetime) -> None:
    """Ask for a patient out of a company's urgent quota, approve it, and send the file of one; the branch's turn."""
    session = stage.session
    waiting = Resident.district_id == stage.district_id, Resident.status == ResidentStatus.VERIFIED
    person = session.scalars(select(Resident).where(*waiting).order_by(Resident.id.desc()).limit(1)).one()
    bed = Bed("RSUD Depati Bahrin", at.date(), stage.pledges[box].id)
    with stage.at(at):
        case = urgency.ask_urgently(session, person, bed, by=stage.by("maker"))
    with stage.at(at + timedelta(minutes=40)):
        batch = urgency.approve_urgently(session, case, by=stage.by("checker"))
    with stage.at(at + timedelta(minutes=55)):
        programme.send_batch(session, batch, letter_number=f"440/DARURAT/{at.year}", by=stage.by("maker"))


def list_members(stage: Stage, month: Month, *, at: datetime) -> None:
    """Bring the branch's list of a month: one who is active here is missing there, and nobody here knows another."""
    session = stage.session
    active = LifeMonth.district_id == stage.district_id, LifeMonth.month == month
    asked = select(LifeMonth.resident_id).where(*active, LifeMonth.status == LifeMonthStatus.ACTIVE)
    people = residents.identities(session, [who for who in session.scalars(asked) if who is not None])
    lines = [f";{one.nik};{one.name};PBPU PEMDA" for _, one in sorted(people.items())][1:]
    told = [f"{line};{MONTHS[month.month - 1]};{month.year}" for line in (*lines, STRANGER)]
    content = "\r\n".join(["PSNOKA;NIK;NAMA;SEGMEN;BULAN;TAHUN", *told, ""]).encode()
    with stage.at(at):
        roster = rosters.hand_in(session, month, content, filename=f"peserta-{month}.csv", by=stage.by("maker"))
        rosters.bring_in(roster.id, lambda _: _inside(session))


@contextmanager
def _inside(session: Session) -> Iterator[Session]:
    """Read the list inside the work the demonstration is told in."""
    yield session
