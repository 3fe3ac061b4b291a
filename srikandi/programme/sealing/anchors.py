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
from srikandi.messages import Message
from srikandi.seals import SealBlock
from srikandi.users import Role, live_people

ANCHOR = "anchor"
A_DAY = timedelta(hours=20)
"""A little less than a day, so that the daily letter does not wander through the night."""
SUBJECT = "Segel buku Srikandi JKN, blok {number}"
BODY = """Yth. Forum,

Ini kepala segel buku Srikandi JKN. Simpan surat ini: bila kelak ada yang mengubah buku, kepala ini tidak cocok lagi.

{number} {head}

Disegel {when} UTC, {rows} baris sejak awal. Teks yang ditandatangani:

{text}
Tanda tangan Ed25519: {signature}
Kunci umum: {public_key}

Cara memeriksanya: {address}
"""


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
    addresses = sorted({person.email for person, _ in live_people(session, role=Role.FORUM)})
    body = _body(session, block)
    for address in addresses:
        messages.write(session, address, kind=ANCHOR, subject=SUBJECT.format(number=block.number), body=body)
    return len(addresses)


def _body(session: Session, block: SealBlock) -> str:
    return BODY.format(
        number=block.number,
        head=block.head.hex(),
        when=f"{block.sealed_at:%Y-%m-%d %H:%M}",
        rows=seals.sealed_rows(session),
        text=seals.head_text(session, block),
        signature=block.signature.hex(),
        public_key=block.public_key.hex(),
        address=documents.seal_address(),
    )
