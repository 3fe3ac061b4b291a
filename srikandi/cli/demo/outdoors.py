"""Two field sessions of the demonstration, each with a code: one held a week ago and what came of it, one to come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from srikandi import fieldwork, nominations, residents
from srikandi.audit import Actor
from srikandi.cli.demo.deeds import Stage
from srikandi.cli.demo.nominating import STREET
from srikandi.fieldwork import FieldKind, Gathered, Plan, Venue
from srikandi.nominations import NominationPoster, Nominator, NominatorKind, Nominee
from srikandi.residents import Resident, ResidentStatus

HOURS = timedelta(hours=3)
VERIFIED = 2
NAMED = ("1901015203719000", "ROHANI", date(1971, 3, 12))
STORY = "Ramai sampai siang. Tiga keluarga diminta membawa KK terbaru; desa menindaklanjuti minggu depan."


def go_out(stage: Stage) -> None:
    """Tell of a morning in the village, and plan one at the market."""
    calendar, by, officer = stage.calendar, stage.by("maker"), stage.by("village")
    village, people = officer.village_code or "", (officer.user_id or 0, by.user_id or 0)
    begins = calendar.ago(7, 9)
    hall = Plan(
        *(FieldKind.MOBILE, Venue.VILLAGE, "Balai desa", village, begins, begins + HOURS, people),
        outside="Dua petugas BPJS Kesehatan",
        note="Bawa meja dan formulir.",
    )
    with stage.at(calendar.ago(14)):
        held = fieldwork.plan(stage.session, stage.district_id, hall, by=by)
        code = nominations.make_visit_poster(stage.session, held, by=by)
    with stage.at(begins + timedelta(hours=1)):
        _meet(stage, code, village=village, officer=officer)
    with stage.at(begins + HOURS):
        fieldwork.record(stage.session, held, Gathered(46, 41, 9, story=STORY), by=officer)
    comes = datetime.combine(calendar.today + timedelta(days=6), time(8), ZoneInfo(calendar.zone))
    market = Plan(
        *(FieldKind.PESIAR, Venue.MARKET, "Pasar Atas Sungailiat", village, comes, comes + HOURS, people),
        outside="Dua agen PESIAR Sungailiat",
    )
    with stage.at(calendar.ago(2)):
        coming = fieldwork.plan(stage.session, stage.district_id, market, by=by)
        nominations.make_visit_poster(stage.session, coming, by=by)


def _meet(stage: Stage, code: NominationPoster, *, village: str, officer: Actor) -> None:
    """Verify who came to the hall; where there are people, somebody without cover is named as well."""
    waiting = select(Resident).where(Resident.village_code == village, Resident.status == ResidentStatus.IMPORTED)
    came = stage.session.scalars(waiting.order_by(Resident.id).limit(VERIFIED)).all()
    for resident in came:
        residents.verify(stage.session, resident, by=officer)
    if came:
        who, herself = Nominee(*NAMED, "P", village, rt="001", rw="003"), Nominator(NominatorKind.SELF)
        nominations.receive(stage.session, code, who, nominator=herself, address="192.0.2.23", by=STREET)
