"""Do the words still say what the names say?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from srikandi.residents.models import Resident
from srikandi.residents.words.models import ResidentWord

NAMED_AT_MOST = 20


def unfindable(session: Session) -> Sequence[int]:
    """List people whom the first word of their name does not find."""
    there = exists().where(ResidentWord.word == _first_word(session), _same())
    lost = select(Resident.id).where(Resident.name_key != "", ~there)
    return session.scalars(lost.order_by(Resident.id).limit(NAMED_AT_MOST)).all()


def strays(session: Session) -> Sequence[int]:
    """List people under whom a word stands that is not of their name, the name of nobody included."""
    right = exists().where(_same(), (" " + Resident.name_key + " ").contains(" " + ResidentWord.word + " "))
    return session.scalars(select(ResidentWord.resident_id).where(~right).distinct().limit(NAMED_AT_MOST)).all()


def _same() -> ColumnElement[bool]:
    return and_(
        Resident.id == ResidentWord.resident_id,
        Resident.district_id == ResidentWord.district_id,
        Resident.name_key == ResidentWord.name_key,
    )


def _first_word(session: Session) -> ColumnElement[str]:
    if session.get_bind().dialect.name == "sqlite":
        return func.substr(Resident.name_key, 1, func.instr(Resident.name_key + " ", " ") - 1)
    return func.split_part(Resident.name_key, " ", 1)
