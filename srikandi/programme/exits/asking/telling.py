"""Letters to companies that are asked who comes next: once when it is asked, once more before the deadline."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from srikandi import clock, places
from srikandi.i18n import N_, moment, say
from srikandi.pledges import Pledge
from srikandi.programme.exits.asking.answering import Waiting, questions_in
from srikandi.programme.promises import Ways, readers_of, send

ASKED = "succession"
LAST_CALL = timedelta(days=2)
"""So long before its deadline a company is reminded."""
SUBJECT = N_("Siapa penggantinya? Komitmen %(number)s menunggu jawaban Anda")
REMINDER = N_("Tinggal sampai %(day)s: siapa pengganti di komitmen %(number)s?")
NEWS = N_(
    "Ada peserta komitmen %(number)s yang keluar. %(seats)s kursi dengan %(months)s jiwa-bulan menunggu keputusan "
    "Anda: diteruskan ke warga berikutnya menurut urutan, atau dikembalikan sebagai saldo."
)
UNTIL = N_(
    "Bila sampai %(day)s belum ada jawaban, bulan-bulan itu diteruskan ke warga berikutnya, supaya tidak ada yang "
    "terbuang."
)
WHERE = N_("Jawab di:")


def tell_questions(session: Session, *, ways: Ways) -> int:
    """Write to every company that is asked and does not know yet, or has to answer soon; say how many were written to.

    A question in which nothing waits any more is passed over.
    """
    return sum(_tell(session, one, ways=ways) for one in _due(session))


def _due(session: Session) -> list[Waiting]:
    found = [one for district in places.districts(session) for one in questions_in(session, district.id)]
    soon = clock.now() + LAST_CALL
    return [
        one
        for one in found
        if one.life_months
        and (
            one.question.told_at is None
            or (one.question.reminded_at is None and one.question.answer_until_at <= soon and _is_long(one))
        )
    ]


def _is_long(one: Waiting) -> bool:
    """Was there time between the question and its reminder?"""
    return one.question.answer_until_at - one.question.asked_at > LAST_CALL + timedelta(days=1)


def _tell(session: Session, one: Waiting, *, ways: Ways) -> bool:
    question, is_first = one.question, one.question.told_at is None
    _write(session, one.pledge, one, subject=SUBJECT if is_first else REMINDER, ways=ways)
    if is_first:
        question.told_at = clock.now()
    else:
        question.reminded_at = clock.now()
    session.flush()
    return True


def _write(session: Session, pledge: Pledge, one: Waiting, *, subject: str, ways: Ways) -> None:
    zone = places.district_of(session, pledge.district_id).zone
    for reader in readers_of(session, pledge.company_id):
        language = reader.language
        said = {
            "number": pledge.number,
            "seats": one.seats,
            "months": one.life_months,
            "day": moment(one.question.answer_until_at, language=language, zone=zone),
        }
        link = f"{say(WHERE, language=language)}\n{ways.public_url}/perusahaan/pergantian"
        parts = [say(NEWS, language=language, **said), say(UNTIL, language=language, **said), link]
        words = say(subject, language=language, **said)
        send(session, reader, kind=ASKED, subject=words, parts=parts, district_id=pledge.district_id)
