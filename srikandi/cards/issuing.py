"""How a card comes to be, is replaced, found by its code, and forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.cards.codes import new_code, read_code
from srikandi.cards.models import CARD_MOVES, CardStatus, MemberCard
from srikandi.cards.refusals import CardMoved, CardUnknown
from srikandi.database import Secret, destroyed, in_parts, index_of, seal
from srikandi.residents import Resident

CODE, PLACE = "card", "member_card|code"
Deed = tuple[int, str | None, Mapping[str, object]]
"""A card, why, and how, as the trail keeps it."""


def cards_for(session: Session, people: Sequence[Resident], *, by: Actor) -> dict[int, MemberCard]:
    """Give everybody's card by the person's id; who has none is given one."""
    found = standing_cards(session, [one.id for one in people])
    made = [_new(one, by=by) for one in people if one.id not in found]
    if made:
        session.add_all(made)
        session.flush()
        rows: list[Deed] = [(card.id, None, {}) for card in made]
        audit.record_many(session, "card:issue", MemberCard.__tablename__, rows, by=by, district_id=made[0].district_id)
    return found | {card.resident_id: card for card in made}


def standing_cards(session: Session, resident_ids: Sequence[int]) -> dict[int, MemberCard]:
    """Give the valid card of each of these people who has one."""
    return {
        card.resident_id: card
        for part in in_parts(list(resident_ids))
        for card in session.scalars(
            select(MemberCard).where(MemberCard.resident_id.in_(part), MemberCard.status == CardStatus.VALID)
        )
    }


def replace(session: Session, resident: Resident, *, by: Actor) -> MemberCard:
    """Give somebody another code, as the slip is lost; the old one opens nothing from now on. Raises: CardMoved."""
    mine = MemberCard.resident_id == resident.id, MemberCard.status == CardStatus.VALID
    card = session.scalar(select(MemberCard).where(*mine).with_for_update())
    if card is None:
        raise CardMoved
    _move(card, CardStatus.REPLACED)
    session.flush()
    audit.record(session, "card:replace", card, by=by)
    return cards_for(session, [resident], by=by)[resident.id]


def card_by_code(session: Session, typed: str) -> MemberCard:
    """Give the valid card with this code. Raises: CardUnknown."""
    code = read_code(typed)
    if code is None:
        raise CardUnknown
    own = MemberCard.code_index == index_of(CODE, code), MemberCard.status == CardStatus.VALID
    card = session.scalar(select(MemberCard).where(*own))
    if card is None:
        raise CardUnknown
    return card


def code_of(card: MemberCard) -> str:
    """Give a card's code."""
    return str(card.code.open(card.uid))


def forget_cards(session: Session, resident_id: int) -> None:
    """Destroy the codes of somebody whose key is destroyed."""
    for card in session.scalars(select(MemberCard).where(MemberCard.resident_id == resident_id)):
        if card.status is not CardStatus.FORGOTTEN:
            _move(card, CardStatus.FORGOTTEN)
        card.uid, card.code = uuid4(), destroyed(PLACE)
        card.code_index = index_of(CODE, uuid4().hex)
    session.flush()


def _new(resident: Resident, *, by: Actor) -> MemberCard:
    uid, code = uuid4(), new_code()
    return MemberCard(
        uid=uid,
        district_id=resident.district_id,
        resident_id=resident.id,
        status=CardStatus.VALID,
        code=seal(Secret(code, uid), place=PLACE),
        code_index=index_of(CODE, code),
        issued_by=by.user_id,
        issued_at=clock.now(),
    )


def _move(card: MemberCard, to: CardStatus) -> None:
    if (card.status, to) not in CARD_MOVES:
        raise CardMoved
    card.status, card.ended_at = to, clock.now()
