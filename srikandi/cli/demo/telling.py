"""Covered people of the demonstration are told: invented facilities, cards, a complaint solved and one that waits."""

from __future__ import annotations

from datetime import timedelta

from srikandi import cards, complaints, facilities, places
from srikandi.audit import Actor
from srikandi.cli.demo.deeds import Stage
from srikandi.complaints import Channel, ComplaintKind, Outcome, Told
from srikandi.residents import Resident

STREET = Actor(None, "Masyarakat", "public")
CLINICS = ("Klinik Pratama Lada Putih (rekaan)", "Klinik Pratama Timah Sehat (rekaan)")
FIRST_CODE = 99_190_100
"""No real facility has such a code: everything here is invented."""
REFUSED = Told(
    ComplaintKind.REFUSED,
    "Tadi pagi di loket katanya kartu saya belum aktif, disuruh pulang atau bayar umum.",
    "Klinik Pratama Lada Putih (rekaan)",
)
ASKED = Told(ComplaintKind.ASKED_TO_PAY, "Anak saya berobat demam, diminta membayar Rp50.000 untuk obat.", "Loket obat")


def tell_people(stage: Stage) -> None:
    """Bring the list of facilities, give everybody active a card, and tell two complaints."""
    calendar, session = stage.calendar, stage.session
    with stage.at(calendar.ago(9)):
        facilities.bring_facilities(
            session, _list(stage), filename="faskes.csv", district=stage.cast.district, by=stage.by("maker")
        )
    with stage.at(calendar.ago(6)):
        asked = cards.covered_people(
            Actor.system("demo", district_ids=(stage.cast.district.id,)), month=calendar.month(0)
        )
        people = list(session.scalars(asked))
        cards.cards_for(session, people, by=stage.by("village"))
    if people:
        _solved(stage, people[0])
        with stage.at(calendar.ago(1, 9)):
            complaints.receive(session, people[-1], ASKED, channel=Channel.DISTRICT, by=stage.by("maker"))


def _solved(stage: Stage, person: Resident) -> None:
    calendar, session = stage.calendar, stage.session
    begun = calendar.ago(5, 8)
    with stage.at(begun):
        case = complaints.receive(session, person, REFUSED, channel=Channel.CARD, by=STREET)
    with stage.at(begun + timedelta(hours=1)):
        case = complaints.take(session, case, by=stage.by("maker"))
        question = "Di sini aktif. Mohon cek satu orang ini; nomor berkasnya ada di halaman."
        case = complaints.pass_on(session, case, words=question, by=stage.by("maker"))
    with stage.at(begun + timedelta(hours=3)):
        found = "Aktif di sistem kami. Faskesnya sudah kami telepon."
        case = complaints.answer(session, case, words=found, by=stage.by("branch"))
    with stage.at(begun + timedelta(hours=5)):
        done = "Klinik meminta maaf dan melayani siang itu juga."
        complaints.solve(session, case, outcome=Outcome.SERVED, words=done, by=stage.by("maker"))


def _list(stage: Stage) -> bytes:
    names = places.subdistricts_of(stage.session, stage.cast.district.id)
    rows = [f"{FIRST_CODE + at};Puskesmas {name} (rekaan);{name}" for at, name in enumerate(names.values(), 1)]
    first = next(iter(names.values()))
    rows += [f"{FIRST_CODE + 50 + at};{name};{first}" for at, name in enumerate(CLINICS)]
    return "\n".join(("Kode Faskes;Nama Faskes;Kecamatan", *rows)).encode()
