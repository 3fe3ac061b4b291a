"""Questions to consortia that need nothing but their own rows."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from srikandi.audit import Actor
from srikandi.organisations import Organisation
from srikandi.pledges.consortia.models import (
    LIVE_CONSORTIA,
    Consortium,
    ConsortiumInvitation,
    ConsortiumMember,
    ConsortiumStatus,
)
from srikandi.pledges.consortia.refusals import ConsortiumUnknown
from srikandi.pledges.models import Pledge
from srikandi.pools import Pool
from srikandi.users import Role


def in_live_consortium(pledge_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Ask whether a pledge belongs to a consortium that is not decided yet."""
    return (
        select(ConsortiumMember.id)
        .join(Consortium, Consortium.id == ConsortiumMember.consortium_id)
        .where(
            ConsortiumMember.pledge_id == pledge_id,
            ConsortiumMember.left_at.is_(None),
            Consortium.status.in_(LIVE_CONSORTIA),
        )
        .exists()
    )


def consortium_deciding(session: Session, pledge_id: int) -> str | None:
    """Give the number of the consortium a pledge is decided with, while that is not done."""
    return session.scalar(
        select(Consortium.number)
        .join(ConsortiumMember, ConsortiumMember.consortium_id == Consortium.id)
        .where(
            ConsortiumMember.pledge_id == pledge_id,
            ConsortiumMember.left_at.is_(None),
            Consortium.status.in_(LIVE_CONSORTIA),
        )
    )


def made_in(session: Session, pledge: Pledge) -> tuple[str, Consortium | None]:
    """Give the name of a pledge's pool and the consortium it was made in, in one question."""
    asked = (
        select(Pool.name, Consortium)
        .select_from(Pool)
        .outerjoin(ConsortiumMember, ConsortiumMember.pledge_id == pledge.id)
        .outerjoin(Consortium, Consortium.id == ConsortiumMember.consortium_id)
        .where(Pool.id == pledge.pool_id)
    )
    name, together = session.execute(asked).one()
    return name, together


def consortium_of(session: Session, pledge_id: int) -> Consortium | None:
    """Give the consortium a pledge was made in, also one that was left."""
    member = ConsortiumMember.pledge_id == pledge_id
    joined = select(Consortium).join(ConsortiumMember, ConsortiumMember.consortium_id == Consortium.id)
    return session.scalar(joined.where(member))


def consortia_visible_to(viewer: Actor) -> Select[Consortium]:
    """Ask for what a viewer may see: officers what is in their districts, companies what they lead or may join."""
    if viewer.role != Role.COMPANY:
        return select(Consortium).where(Consortium.district_id.in_(viewer.district_ids))
    own = viewer.organisation_id
    joined = select(ConsortiumMember.consortium_id).where(ConsortiumMember.organisation_id == own)
    asked = select(ConsortiumInvitation.consortium_id).where(ConsortiumInvitation.organisation_id == own)
    home = select(Organisation.district_id).where(Organisation.id == own).scalar_subquery()
    may_join = Consortium.is_open & (Consortium.status == ConsortiumStatus.GATHERING) & (Consortium.district_id == home)
    return select(Consortium).where(
        or_(Consortium.leader_id == own, Consortium.id.in_(joined), Consortium.id.in_(asked), may_join)
    )


def visible_consortium(session: Session, consortium_id: int, *, viewer: Actor) -> Consortium:
    """Give a consortium this viewer may see. Raises: ConsortiumUnknown."""
    found = session.scalar(consortia_visible_to(viewer).where(Consortium.id == consortium_id))
    if found is None:
        raise ConsortiumUnknown
    return found
