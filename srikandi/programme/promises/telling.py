"""Letters about promises in time, each in the language of who reads it. No letter ever holds an account number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock, messages
from srikandi.i18n import N_, day, say
from srikandi.money import Money
from srikandi.organisations import Kind, Organisation
from srikandi.pledges import OpenInstalment, Pledge, ReminderKind, printed
from srikandi.users import Membership, Role, User, held_on

REMINDER, RENEWAL = "reminder", "renewal"
GREETING = N_("Yth. %(name)s,")
SUBJECTS = {
    ReminderKind.BEFORE: N_("Jatuh tempo %(day)s: %(amount)s untuk komitmen %(number)s"),
    ReminderKind.AFTER: N_("Sudah jatuh tempo: %(amount)s untuk komitmen %(number)s"),
    ReminderKind.AGAIN: N_("Pengingat kedua: %(amount)s untuk komitmen %(number)s"),
}
NEWS = {
    ReminderKind.BEFORE: N_("Angsuran komitmen %(number)s sebesar %(amount)s jatuh tempo pada %(day)s."),
    ReminderKind.AFTER: N_(
        "Angsuran komitmen %(number)s sebesar %(amount)s jatuh tempo pada %(day)s dan belum kami terima. "
        "Masa tenggangnya sampai %(grace)s."
    ),
    ReminderKind.AGAIN: N_(
        "Angsuran komitmen %(number)s sebesar %(amount)s yang jatuh tempo pada %(day)s belum kami terima. "
        "Masa tenggangnya sampai %(grace)s; sesudah itu komitmen tercatat menunggak. Bulan yang sudah didanai tetap "
        "berjalan, bulan yang belum didanai digeser ke akhir komitmen."
    ),
}
IN_ARREARS = N_(
    "Angsuran komitmen %(number)s sebesar %(amount)s yang jatuh tempo pada %(day)s belum kami terima. Masa tenggangnya "
    "berakhir %(grace)s, dan komitmen tercatat menunggak. Bulan yang sudah didanai tetap berjalan, bulan yang belum "
    "didanai digeser ke akhir komitmen."
)
"""The second reminder, where it goes out after the days of grace."""
OR = N_("atau")
PARTLY = N_("Dari angsuran ini %(paid)s sudah kami terima.")
HOW = N_(
    "Cara membayar: %(ways)s. Tulis kode bayar %(code)s pada berita transfer. Nomor rekening tujuan hanya tampil "
    "setelah Anda masuk:"
)
BY_TRANSFER, BY_CARD, DIRECT = N_("transfer bank"), N_("kartu"), N_("langsung ke BPJS Kesehatan")
JUST_PAID = N_("Bila Anda baru saja membayar, abaikan surat ini: transfer bank tercatat pada hari kerja berikutnya.")
ENDING = N_("Komitmen %(number)s berakhir %(day)s. Lanjutkan?")
ENDING_NEWS = N_(
    "Komitmen %(number)s melindungi %(lives)s jiwa dan bulan terakhirnya selesai pada %(day)s. Dengan satu klik Anda "
    "melanjutkannya untuk orang yang sama, dengan syarat yang sama dan iuran yang berlaku saat itu. Kabupaten "
    "memeriksanya seperti komitmen lain."
)
ENDING_HOW = N_("Lanjutkan, atau katakan bahwa Anda tidak melanjutkan, di:")


@dataclass(frozen=True)
class Ways:
    """How people pay here, and where our pages are."""

    public_url: str
    has_cards: bool = False


@dataclass(frozen=True)
class Reader:
    """Somebody a letter goes to."""

    address: str
    name: str
    language: str


def write_reminder(
    session: Session, due: OpenInstalment, *, amount: Money, kind: ReminderKind, grace_on: date, ways: Ways
) -> int:
    """Write one reminder to everybody who pays for this payer; say to how many."""
    district_id = session.get_one(Pledge, due.pledge_id).district_id
    readers = readers_of(session, due.organisation_id)
    for reader in readers:
        said = {
            "number": due.pledge_number,
            "amount": str(amount),
            "day": day(due.due_on, reader.language),
            "grace": day(grace_on, reader.language),
        }
        is_over = kind is ReminderKind.AGAIN and grace_on < clock.today()
        parts = [say(IN_ARREARS if is_over else NEWS[kind], language=reader.language, **said)]
        if due.paid:
            parts.append(say(PARTLY, language=reader.language, paid=str(due.paid)))
        parts.append(_how(due, ways, language=reader.language))
        if kind is not ReminderKind.BEFORE:
            parts.append(say(JUST_PAID, language=reader.language))
        subject = say(SUBJECTS[kind], language=reader.language, **said)
        send(session, reader, kind=REMINDER, subject=subject, parts=parts, district_id=district_id)
    return len(readers)


def write_renewal(session: Session, pledge: Pledge, *, last_day: date, ways: Ways) -> None:
    """Ask the people of a company whether its promise goes on."""
    for reader in readers_of(session, pledge.company_id):
        language = reader.language
        said = {"number": pledge.number, "lives": pledge.lives, "day": day(last_day, language)}
        link = f"{say(ENDING_HOW, language=language)}\n{ways.public_url}/perusahaan/perpanjangan"
        parts = [say(ENDING_NEWS, language=language, **said), link]
        subject = say(ENDING, language=language, **said)
        send(session, reader, kind=RENEWAL, subject=subject, parts=parts, district_id=pledge.district_id)


def readers_of(session: Session, organisation_id: int) -> list[Reader]:
    """Give who reads an organisation's letters: its people in their own languages, or else its own address."""
    organisation = session.get_one(Organisation, organisation_id)
    if organisation.kind is Kind.GOVERNMENT:
        mine = Membership.role == Role.MAKER, Membership.district_id == organisation.district_id
    else:
        mine = Membership.role == Role.COMPANY, Membership.organisation_id == organisation_id
    asked = (
        select(User.email, User.name, User.language)
        .join(Membership, Membership.user_id == User.id)
        .where(*mine, held_on(clock.today()), User.ended_at.is_(None))
        .distinct()
        .order_by(User.email)
    )
    people = [Reader(address, name, language) for address, name, language in session.execute(asked)]
    return people or [Reader(organisation.email, organisation.name, "id")]


def send(session: Session, reader: Reader, *, kind: str, subject: str, parts: list[str], district_id: int) -> None:
    """Put a letter to one reader in the outbox."""
    body = "\n\n".join((say(GREETING, language=reader.language, name=reader.name), *parts)) + "\n"
    messages.write(session, reader.address, kind=kind, subject=subject, body=body, district_id=district_id)


def _how(due: OpenInstalment, ways: Ways, *, language: str) -> str:
    known = (BY_TRANSFER, BY_CARD, DIRECT) if ways.has_cards else (BY_TRANSFER, DIRECT)
    *first, last = (say(one, language=language) for one in known)
    listed = f"{', '.join(first)} {say(OR, language=language)} {last}"
    said = say(HOW, language=language, ways=listed, code=printed(due.reference))
    return f"{said}\n{ways.public_url}/perusahaan/tagihan"
