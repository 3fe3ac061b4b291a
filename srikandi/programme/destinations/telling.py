"""Letters about a change of destination. No letter ever holds a number: numbers stand on the page alone."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import messages, places
from srikandi.i18n import moment
from srikandi.organisations import Kind, Organisation, Standing
from srikandi.payments.destinations import ChangeKind, DestinationChange
from srikandi.users import Membership, Role, User

KIND = "destination"
TOLD = (Kind.COMPANY, Kind.GOVERNMENT, Kind.FORUM)
WHAT = {
    ChangeKind.OPEN: "rekening penampungan baru",
    ChangeKind.CHANGE: "perubahan rekening penampungan",
    ChangeKind.CLOSE: "penutupan rekening penampungan",
    ChangeKind.DIRECT: "perubahan virtual account BPJS Kesehatan",
    ChangeKind.DIRECT_END: "penutupan virtual account BPJS Kesehatan",
}


class Step(StrEnum):
    """What has happened to the change."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    EFFECTIVE = "effective"
    STOPPED = "stopped"


SUBJECTS = {
    Step.PROPOSED: "Usulan: {what}",
    Step.APPROVED: "Disetujui, berlaku dalam 24 jam: {what}",
    Step.EFFECTIVE: "Mulai berlaku: {what}",
    Step.STOPPED: "Dihentikan: {what}",
}
NEWS = {
    Step.PROPOSED: "{who} mengusulkan {what} di {district}.\nAlasan: {reason}",
    Step.APPROVED: "{who} menyetujui {what} di {district}. Perubahan ini baru berlaku {when}.\nAlasan: {reason}",
    Step.EFFECTIVE: "Mulai sekarang berlaku {what} di {district}, yang diusulkan dan disetujui dua orang.\n"
    "Alasan: {reason}",
    Step.STOPPED: "{who} menghentikan {what} di {district}. Tidak ada yang berubah.\nAlasan: {stop_reason}",
}
ADVICE = {
    Step.PROPOSED: "Sampai disetujui dan lewat 24 jam, tidak ada yang berubah.",
    Step.APPROVED: "Sampai saat itu, bayarlah seperti biasa.",
    Step.EFFECTIVE: "Sebelum membayar, lihat nomor yang tampil setelah Anda masuk ke Srikandi JKN.",
    Step.STOPPED: "Bayarlah seperti biasa.",
}
STOP = "Bila ini tampak keliru atau mencurigakan, masuk ke Srikandi JKN, buka Rekening tujuan, lalu tekan Hentikan."
NEVER = "Surat kami tidak pernah memuat nomor rekening. Jangan membayar ke nomor yang datang lewat surat atau pesan."


def tell(session: Session, change: DestinationChange, step: Step, *, who: str) -> int:
    """Write to every company, the Pemkab, the forum and the treasurers of the district; give how many letters."""
    district = places.district_of(session, change.district_id)
    words = {
        "who": who,
        "what": WHAT[change.kind],
        "district": district.name,
        "when": moment(change.takes_effect_at, zone=district.zone) if change.takes_effect_at else "",
        "reason": change.reason,
        "stop_reason": change.stop_reason,
    }
    parts = [NEWS[step].format(**words), ADVICE[step], NEVER]
    if step in {Step.PROPOSED, Step.APPROVED}:
        parts.insert(2, STOP)
    subject = SUBJECTS[step].format(**words)
    told = _addresses(session, change.district_id)
    for address, name in told.items():
        body = "\n\n".join((f"Yth. {name},", *parts)) + "\n"
        messages.write(session, address, kind=KIND, subject=subject, body=body, district_id=change.district_id)
    session.flush()
    return len(told)


def _addresses(session: Session, district_id: int) -> dict[str, str]:
    """Give who is told, each address once: organisations that pay or watch, and the treasurers themselves."""
    organisations = select(Organisation.email, Organisation.name).where(
        Organisation.district_id == district_id,
        Organisation.kind.in_(TOLD),
        Organisation.standing.in_((Standing.ADMITTED, Standing.SUSPENDED)),
    )
    treasurers = (
        select(User.email, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.district_id == district_id, Membership.role == Role.TREASURER)
        .where(Membership.ended_at.is_(None), User.ended_at.is_(None))
    )
    found: dict[str, str] = {}
    for asked in (organisations.order_by(Organisation.id), treasurers.order_by(User.id)):
        for address, name in session.execute(asked):
            found.setdefault(address, name)
    return found
