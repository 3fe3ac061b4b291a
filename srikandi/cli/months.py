"""`flask months`: close a month of a district, as two people of two institutions."""

from __future__ import annotations

from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from srikandi import clock, closings, organisations, users
from srikandi.audit import Actor
from srikandi.cli.answers import answer, keeping
from srikandi.clock import Month
from srikandi.errors import Invalid, NotAllowed, NotFound
from srikandi.ledger import ClosedMonth
from srikandi.places import District, district_by_code, districts
from srikandi.programme import closing
from srikandi.users import ROLE_PERMISSIONS, Membership, Permission, Role

group = AppGroup("months", help="The months of a district: compared, explained, closed.")


class DistrictNeeded(Invalid):
    """With several districts one is named."""

    message = "Sebut kabupatennya dengan --district."


@group.command()
@click.argument("month")
@click.option("--district", "code", help="Code of the district, such as 19.01; needed when there are several.")
@click.option("--as", "first", required=True, help="Who proposes, by e-mail address.")
@click.option("--confirmed-by", "second", required=True, help="Who confirms, of the other institution.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def close(month: str, code: str | None, first: str, second: str, as_json: bool) -> None:
    """Close MONTH (YYYY-MM); refused while a difference has no cause and owner, or the book does not agree."""
    with keeping() as session:
        district = _district(session, code)
        closed = _close(session, district, Month.parse(month), people=(first, second))
        facts = _facts(session, district, closed)
    words = f"{closed.month} ditutup: {closed.journals} jurnal, {facts['differences']} selisih dijelaskan."
    answer(facts, words=words, as_json=as_json)


def _close(session: Session, district: District, month: Month, *, people: tuple[str, str]) -> ClosedMonth:
    """Propose as the first of these people unless that was done, and confirm as the second."""
    first, second = (_actor(session, email, district=district) for email in people)
    proposal = closings.proposals.proposal_of(session, district.id, month)
    if proposal is None or proposal.proposed_by != first.user_id:
        proposal = closing.propose_close(session, district, month, by=first)
    return closing.confirm_close(session, district, month, seen_hash=proposal.content_hash, by=second)


def _facts(session: Session, district: District, closed: ClosedMonth) -> dict[str, Any]:
    rows = closings.differences.differences_of(session, district.id, closed.month)
    return {
        "ok": True,
        "district": district.code,
        "month": str(closed.month),
        "journals": closed.journals,
        "turnover": closed.turnover.rupiah,
        "differences": len(rows),
        "content_hash": closed.content_hash,
    }


def _district(session: Session, code: str | None) -> District:
    if code:
        return district_by_code(session, code)
    found = districts(session)
    if len(found) != 1:
        raise DistrictNeeded
    return found[0]


def _actor(session: Session, email: str, *, district: District) -> Actor:
    """Give this person in the role that closes months here. Raises: NotFound, NotAllowed."""
    user = users.find_user(session, email)
    if user is None or user.ended_at is not None:
        raise NotFound("Tidak ada akun dengan alamat %(email)s.", email=email)
    for membership in users.memberships_of(session, user.id):
        rights = ROLE_PERMISSIONS[membership.role]
        is_over = membership.until_on is not None and membership.until_on < clock.today(district.zone)
        if Permission.MONTHS_CLOSE in rights and not is_over and district.id in _reach(session, membership):
            return Actor(
                user.id,
                user.name,
                membership.role.value,
                (district.id,),
                organisation_id=membership.organisation_id,
                permissions=frozenset(one.value for one in rights),
            )
    raise NotAllowed


def _reach(session: Session, membership: Membership) -> tuple[int, ...]:
    if membership.role is Role.BRANCH and membership.organisation_id:
        return organisations.districts_served(session, membership.organisation_id)
    return (membership.district_id,) if membership.district_id else ()
