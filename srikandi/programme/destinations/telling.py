"""Letters about a change of destination, each in its reader's language.

No letter ever holds a number: numbers stand on the page alone.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import messages, places
from srikandi.i18n import N_, moment, say
from srikandi.organisations import Kind, Organisation, Standing
from srikandi.payments.destinations import ChangeKind, DestinationChange
from srikandi.places import District
from srikandi.users import Membership, Role, User

KIND = "destination"
GREETING = N_("Yth. %(name)s,")
TOLD = (Kind.COMPANY, Kind.GOVERNMENT, Kind.FORUM)
WHAT = {
    ChangeKind.OPEN: N_("rekening penampungan baru"),
    ChangeKind.CHANGE: N_("perubahan rekening penampungan"),
    ChangeKind.CLOSE: N_("penutupan rekening penampungan"),
    ChangeKind.DIRECT: N_("perubahan virtual account BPJS Kesehatan"),
    ChangeKind.DIRECT_END: N_("penutupan virtual account BPJS Kesehatan"),
}


class Reader(NamedTuple):
    """Whom a letter greets, and in which language."""

    name: str
    language: str


class Step(StrEnum):
    """What has happened to the change."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    EFFECTIVE = "effective"
    STOPPED = "stopped"


SUBJECTS = {
    Step.PROPOSED: N_("Usulan: %(what)s"),
    Step.APPROVED: N_("Disetujui, berlaku dalam 24 jam: %(what)s"),
    Step.EFFECTIVE: N_("Mulai berlaku: %(what)s"),
    Step.STOPPED: N_("Dihentikan: %(what)s"),
}
NEWS = {
    Step.PROPOSED: N_("%(who)s mengusulkan %(what)s di %(district)s.\nAlasan: %(reason)s"),
    Step.APPROVED: N_(
        "%(who)s menyetujui %(what)s di %(district)s. Perubahan ini baru berlaku %(when)s.\nAlasan: %(reason)s"
    ),
    Step.EFFECTIVE: N_(
        "Mulai sekarang berlaku %(what)s di %(district)s, yang diusulkan dan disetujui dua orang.\nAlasan: %(reason)s"
    ),
    Step.STOPPED: N_("%(who)s menghentikan %(what)s di %(district)s. Tidak ada yang berubah.\nAlasan: %(stop_reason)s"),
}
ADVICE = {
    Step.PROPOSED: N_("Sampai disetujui dan lewat 24 jam, tidak ada yang berubah."),
    Step.APPROVED: N_("Sampai saat itu, bayarlah seperti biasa."),
    Step.EFFECTIVE: N_("Sebelum membayar, lihat nomor yang tampil setelah Anda masuk ke Srikandi JKN."),
    Step.STOPPED: N_("Bayarlah seperti biasa."),
}
STOP = N_("Bila ini tampak keliru atau mencurigakan, masuk ke Srikandi JKN, buka Rekening tujuan, lalu tekan Hentikan.")
NEVER = N_(
    "Surat kami tidak pernah memuat nomor rekening. Jangan membayar ke nomor yang datang lewat surat atau pesan."
)


def tell(session: Session, change: DestinationChange, step: Step, *, who: str) -> int:
    """Write to every company, the Pemkab, the forum and the treasurers of the district; give how many letters."""
    district = places.district_of(session, change.district_id)
    told = _readers(session, change.district_id)
    for address, reader in told.items():
        words = _words(change, district, who=who, language=reader.language)
        subject = say(SUBJECTS[step], language=reader.language, **words)
        parts = [say(part, language=reader.language, name=reader.name, **words) for part in _parts(step)]
        body = "\n\n".join(parts) + "\n"
        messages.write(session, address, kind=KIND, subject=subject, body=body, district_id=change.district_id)
    session.flush()
    return len(told)


def _parts(step: Step) -> tuple[str, ...]:
    can_stop = step in {Step.PROPOSED, Step.APPROVED}
    return (GREETING, NEWS[step], ADVICE[step], *((STOP,) if can_stop else ()), NEVER)


def _words(change: DestinationChange, district: District, *, who: str, language: str) -> dict[str, object]:
    at = change.takes_effect_at
    return {
        "who": who,
        "what": say(WHAT[change.kind], language=language),
        "district": district.name,
        "when": moment(at, zone=district.zone, language=language) if at else "",
        "reason": change.reason,
        "stop_reason": change.stop_reason,
    }


def _readers(session: Session, district_id: int) -> dict[str, Reader]:
    """Give who is told, each address once: organisations that pay or watch, and the treasurers themselves.

    An organisation's address is read in the language of whoever signs in with it, or else in Indonesian.
    """
    organisations = (
        select(Organisation.email, Organisation.name, func.coalesce(User.language, "id"))
        .outerjoin(User, User.email == Organisation.email)
        .where(
            Organisation.district_id == district_id,
            Organisation.kind.in_(TOLD),
            Organisation.standing.in_((Standing.ADMITTED, Standing.SUSPENDED)),
        )
    )
    treasurers = (
        select(User.email, User.name, User.language)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.district_id == district_id, Membership.role == Role.TREASURER)
        .where(Membership.ended_at.is_(None), User.ended_at.is_(None))
    )
    found: dict[str, Reader] = {}
    for asked in (organisations.order_by(Organisation.id), treasurers.order_by(User.id)):
        for address, name, language in session.execute(asked):
            found.setdefault(address, Reader(name, language))
    return found
