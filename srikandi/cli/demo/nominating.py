"""Two people of the demonstration are named through posters: one is on the list by now, one waits for a visit."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from srikandi import nominations, residents
from srikandi.audit import Actor
from srikandi.cli.demo.deeds import Stage
from srikandi.nominations import Nomination, NominationPoster, Nominator, NominatorKind, Nominee
from srikandi.residents import Resident, ResidentStatus

STREET = Actor(None, "Masyarakat", "public")
PUSKESMAS = "Puskesmas Sungailiat"
WAITING = Nominee(
    nik="1901014708629999",
    name="HALIMAH",
    birth_on=date(1962, 8, 7),
    sex="P",
    village_code="",
    address="Jl. Pelabuhan, belakang tempat pelelangan ikan",
    rt="002",
    rw="001",
    reason="Menjemur ikan, belum pernah punya kartu.",
)
NIECE = Nominator(NominatorKind.FAMILY, "RAHMA YANTI", "0813 0000 1907")
HEAD = Nominator(NominatorKind.NEIGHBOURHOOD, "SYAFRUDIN", "0812 0000 1903")


def nominate(stage: Stage) -> None:
    """Hang two posters up; a relative and the head of an RT name somebody through each."""
    calendar, session = stage.calendar, stage.session
    officer = stage.by("village")
    own = officer.village_code or ""
    with stage.at(calendar.on(1, 6)):
        village = nominations.make_poster(session, district_id=stage.district_id, village_code=own, by=officer)
        place = nominations.make_poster(
            session, district_id=stage.district_id, village_code=own, place=PUSKESMAS, by=stage.by("maker")
        )
    with stage.at(calendar.ago(6)):
        found = _somebody_waiting(stage, own)
        if found is not None:
            named = _named(stage, village, _as_listed(found), by=HEAD)
    with stage.at(calendar.ago(4)):
        if found is not None:
            nominations.link(session, named, found, by=officer)
    with stage.at(calendar.ago(1, 14)):
        _named(stage, place, Nominee(**{**vars(WAITING), "village_code": own}), by=NIECE)


def _named(stage: Stage, poster: NominationPoster, nominee: Nominee, *, by: Nominator) -> Nomination:
    nominations.receive(stage.session, poster, nominee, nominator=by, address="192.0.2.19", by=STREET)
    newest = select(Nomination).order_by(Nomination.id.desc()).limit(1)
    return stage.session.scalars(newest).one()


def _somebody_waiting(stage: Stage, village_code: str) -> Resident | None:
    """Give somebody of the village's list nobody has visited yet."""
    waiting = Resident.village_code == village_code, Resident.status == ResidentStatus.IMPORTED
    return stage.session.scalars(select(Resident).where(*waiting).order_by(Resident.id).limit(1)).first()


def _as_listed(found: Resident) -> Nominee:
    return Nominee(
        nik=found.nik.open(found.uid),
        name=found.name,
        birth_on=found.birth_on,
        sex=found.sex,
        village_code=found.village_code,
        address=residents.corrections_of(found).address,
        rt=found.rt or "",
        rw=found.rw or "",
        reason="Nelayan, perahunya rusak sejak musim barat.",
    )
