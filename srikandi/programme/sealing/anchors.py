"""The head of the seals leaves the house: once a day the forum gets it by mail, where nobody with the database reaches.

An anchor nobody keeps proves nothing, so the letter says what to do with it.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import clock, documents, messages, seals
from srikandi.audit import Actor
from srikandi.database import unit_of_work
from srikandi.i18n import N_, say
from srikandi.messages import Message
from srikandi.seals import SealBlock
from srikandi.users import Role, live_people

ANCHOR = "anchor"
A_DAY = timedelta(hours=20)
"""A little less than a day, so that the daily letter does not wander through the night."""
SUBJECT = N_("Segel buku Srikandi JKN, blok %(number)s")
BODY = N_("""Yth. Forum,

Ini kepala segel buku Srikandi JKN. Simpan surat ini: bila kelak ada yang mengubah buku, kepala ini tidak cocok lagi.

%(number)s %(head)s

Disegel %(when)s UTC, %(rows)s baris sejak awal. Teks yang ditandatangani:

%(text)s
Tanda tangan Ed25519: %(signature)s
Kunci umum: %(public_key)s

Cara memeriksanya: %(address)s
""")


def seal_and_tell(session: Session, *, by: Actor) -> int | None:
    """Seal what is new and write the forum its letter, at most once a day; give the block's number."""
    number = seals.seal_in_steps(session, by=by)
    if number is not None:
        with unit_of_work(session) as work:
            tell_forum(work.session)
    return number


def tell_forum(session: Session) -> int:
    """Write the newest head to everybody in the forum, unless they had a letter today; say how many were written."""
    block = seals.newest_block(session)
    last = session.scalar(select(func.max(Message.created_at)).where(Message.kind == ANCHOR))
    if block is None or (last is not None and clock.now() - last < A_DAY):
        return 0
    readers = {person.email: person.language for person, _ in live_people(session, role=Role.FORUM)}
    told = _told(session, block)
    for address, language in sorted(readers.items()):
        subject, body = (say(words, language=language, **told) for words in (SUBJECT, BODY))
        messages.write(session, address, kind=ANCHOR, subject=subject, body=body)
    return len(readers)


def _told(session: Session, block: SealBlock) -> dict[str, object]:
    return {
        "number": block.number,
        "head": block.head.hex(),
        "when": f"{block.sealed_at:%Y-%m-%d %H:%M}",
        "rows": seals.sealed_rows(session),
        "text": seals.head_text(session, block),
        "signature": block.signature.hex(),
        "public_key": block.public_key.hex(),
        "address": documents.seal_address(),
    }
