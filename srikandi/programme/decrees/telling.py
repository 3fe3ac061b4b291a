"""Letters about a tariff: it binds every district served here, so each one's treasurers and approvers read of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock, messages, places, tariffs
from srikandi.audit import Actor
from srikandi.i18n import N_, day, moment, say
from srikandi.places import District
from srikandi.tariffs import Basis, TariffProposal
from srikandi.users import Membership, Role, User, held_on

KIND = "tariff"
READERS = (Role.TREASURER, Role.CHECKER)
GREETING = N_("Yth. %(name)s,")
BASES = {
    Basis.PARTICIPANT: N_("kelas III, bagian peserta"),
    Basis.PARTICIPANT_AND_REGION: N_("kelas III, bagian peserta dan daerah"),
}


class Step(StrEnum):
    """What has happened to a proposed tariff."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


SUBJECTS = {
    Step.PROPOSED: N_("Usulan tarif: %(amount)s per jiwa-bulan mulai %(day)s"),
    Step.ACCEPTED: N_("Tarif baru: %(amount)s per jiwa-bulan mulai %(day)s"),
    Step.REFUSED: N_("Usulan tarif ditolak: %(amount)s per jiwa-bulan mulai %(day)s"),
    Step.WITHDRAWN: N_("Usulan tarif ditarik kembali: %(amount)s per jiwa-bulan mulai %(day)s"),
}
NEWS = {
    Step.PROPOSED: N_(
        "%(who)s mengusulkan iuran %(basis)s menjadi %(amount)s per jiwa-bulan mulai %(day)s, menurut %(decree)s."
    ),
    Step.ACCEPTED: N_(
        "%(who)s menyetujui iuran %(basis)s sebesar %(amount)s per jiwa-bulan mulai %(day)s, menurut %(decree)s. Bulan "
        "yang belum didanai memakai tarif ini, dan setiap penanggung ditawari porsi barunya."
    ),
    Step.REFUSED: N_(
        "%(who)s menolak usulan iuran %(basis)s sebesar %(amount)s per jiwa-bulan mulai %(day)s. Iuran tidak berubah."
        "\nAlasan: %(reason)s"
    ),
    Step.WITHDRAWN: N_(
        "%(who)s menarik kembali usulan iuran %(basis)s sebesar %(amount)s per jiwa-bulan mulai %(day)s. Iuran tidak "
        "berubah, dan Anda tidak perlu memutuskan apa pun."
    ),
}
EVERYWHERE = N_("Tarif berlaku di semua kabupaten yang dilayani di sini: %(districts)s.")
OBJECT = N_(
    "Baca sendiri peraturannya. Bila isinya lain, penyetuju di kabupaten mana pun bisa menolak usulan ini dengan "
    "alasan di halaman Tarif. Paling cepat usulan ini disetujui %(when)s."
)


def tell(session: Session, proposal: TariffProposal, step: Step, *, by: Actor) -> int:
    """Write to the treasurers and approvers of every district; give how many letters."""
    districts = {one.id: one for one in places.districts(session)}
    when = tariffs.acceptable_from(session, proposal)
    told = _readers(session)
    for district_id, address, name, language in told:
        words = {"name": name, **_words(proposal, districts, language=language, who=by.name)}
        words["when"] = _when(when, districts[district_id], language=language)
        parts = [say(one, language=language, **words) for one in _parts(step, districts)]
        subject = say(SUBJECTS[step], language=language, **words)
        messages.write(
            session, address, kind=KIND, subject=subject, body="\n\n".join(parts) + "\n", district_id=district_id
        )
    session.flush()
    return len(told)


def _parts(step: Step, districts: dict[int, District]) -> tuple[str, ...]:
    several = (EVERYWHERE,) if len(districts) > 1 else ()
    return (GREETING, NEWS[step], *several, *((OBJECT,) if step is Step.PROPOSED else ()))


def _words(
    proposal: TariffProposal, districts: dict[int, District], *, language: str, who: str | None
) -> dict[str, object]:
    return {
        "who": who or "",
        "basis": say(BASES[proposal.basis], language=language),
        "amount": str(proposal.amount),
        "day": day(proposal.valid_from, language),
        "decree": proposal.decree,
        "reason": proposal.reason or "",
        "districts": ", ".join(sorted(one.name for one in districts.values())),
    }


def _when(when: datetime, district: District, *, language: str) -> str:
    return moment(max(when, clock.now()), zone=district.zone, language=language)


def _readers(session: Session) -> list[tuple[int, str, str, str]]:
    """Give each reader once: district, address, name, language."""
    asked = (
        select(Membership.district_id, User.email, User.name, User.language)
        .join(User, User.id == Membership.user_id)
        .where(Membership.role.in_(READERS), held_on(clock.today()), User.ended_at.is_(None))
        .where(Membership.district_id.is_not(None))
        .order_by(Membership.district_id, User.email)
    )
    found = {row[1]: row for row in reversed(session.execute(asked).all())}
    return [(row[0] or 0, row[1], row[2], row[3]) for row in found.values()]
