"""A tariff comes into force by two people who have each read the decree."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock, places
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.money import ZERO, Money
from srikandi.tariffs.actions import NewTariff, decree
from srikandi.tariffs.models import Tariff, TariffProposal
from srikandi.tariffs.refusals import (
    DecreeMissing,
    NotAnAmount,
    NotTheMaker,
    RefusalReasonMissing,
    SameReader,
    TariffClash,
    TariffDecided,
    TariffInThePast,
    TariffTooSoon,
    TariffUnbelievable,
    TariffUnknown,
)

HIGHEST = Money(500_000)
"""Class I costs 150,000 a month (Perpres 64/2020); somebody who types more than thrice as much has slipped."""
OBJECTION = timedelta(hours=24)
"""How long every district served here can read a decree before it binds them all."""


def propose(session: Session, new: NewTariff, *, by: Actor) -> TariffProposal:
    """Write down what somebody has read in a decree; nothing costs anything else yet.

    Raises: DecreeMissing, NotAnAmount, TariffUnbelievable, TariffInThePast, TariffClash, when that day has a tariff or
    is proposed already.
    """
    if not new.decree.strip():
        raise DecreeMissing(field="decree")
    if new.amount <= ZERO:
        raise NotAnAmount(field="amount")
    if new.amount > HIGHEST:
        raise TariffUnbelievable(field="amount", most=HIGHEST)
    _check_day(session, new)
    made = TariffProposal(
        basis=new.basis,
        amount=new.amount,
        valid_from=new.valid_from,
        decree=new.decree.strip(),
        proposed_by=_person(by),
    )
    session.add(made)
    session.flush()
    said = f"{new.basis} {new.amount.rupiah} {new.valid_from}"
    audit.record(session, "tariff:propose", made, by=by, tariff=said, decree=made.decree)
    return made


def accept(session: Session, proposal: TariffProposal, *, by: Actor) -> Tariff:
    """Let a proposed tariff count, after somebody else has read the decree.

    Raises: TariffDecided, SameReader, TariffTooSoon, TariffClash.
    """
    if clock.now() < acceptable_from(session, proposal):
        raise TariffTooSoon
    proposal = _decide(session, proposal, is_accepted=True, by=by)
    new = NewTariff(proposal.basis, proposal.amount, proposal.valid_from, proposal.decree)
    tariff = decree(session, new, by=by)
    audit.record(session, "tariff:accept", proposal, by=by, proposed_by=proposal.proposed_by)
    return tariff


def refuse(session: Session, proposal: TariffProposal, *, reason: str, by: Actor) -> TariffProposal:
    """Say that the decree does not say so, and why. Raises: RefusalReasonMissing, TariffDecided, SameReader."""
    if not reason.strip():
        raise RefusalReasonMissing(field="reason")
    proposal = _decide(session, proposal, is_accepted=False, by=by)
    proposal.reason = reason.strip()
    session.flush()
    audit.record(session, "tariff:refuse", proposal, by=by, reason=proposal.reason, proposed_by=proposal.proposed_by)
    return proposal


def withdraw(session: Session, proposal: TariffProposal, *, by: Actor) -> TariffProposal:
    """Take the own proposal back before anybody decides it. Raises: TariffDecided, NotTheMaker."""
    proposal = _undecided(session, proposal)
    if _person(by) != proposal.proposed_by:
        raise NotTheMaker
    proposal.decided_at, proposal.is_accepted = clock.now(), False
    session.flush()
    audit.record(session, "tariff:withdraw", proposal, by=by)
    return proposal


def acceptable_from(session: Session, proposal: TariffProposal) -> datetime:
    """Say from when a proposal may count: at once where one district is served, else after each had a day to object."""
    several = len(places.districts(session)) > 1
    return proposal.proposed_at + (OBJECTION if several else timedelta(0))


def _undecided(session: Session, proposal: TariffProposal) -> TariffProposal:
    asked = select(TariffProposal).where(TariffProposal.id == proposal.id).with_for_update()
    proposal = session.execute(asked.execution_options(populate_existing=True)).scalar_one()
    if proposal.decided_at is not None:
        raise TariffDecided
    return proposal


def _decide(session: Session, proposal: TariffProposal, *, is_accepted: bool, by: Actor) -> TariffProposal:
    proposal = _undecided(session, proposal)
    who = _person(by)
    if who == proposal.proposed_by:
        raise SameReader
    proposal.decided_by, proposal.decided_at, proposal.is_accepted = who, clock.now(), is_accepted
    session.flush()
    return proposal


def _check_day(session: Session, new: NewTariff) -> None:
    if new.valid_from < _earliest():
        raise TariffInThePast(field="valid_from", earliest=_earliest())
    for table in (Tariff, TariffProposal):
        asked = select(table.id).where(table.basis == new.basis, table.valid_from == new.valid_from)
        if table is TariffProposal:
            asked = asked.where(TariffProposal.decided_at.is_(None))
        if session.scalar(asked.limit(1)) is not None:
            raise TariffClash(field="valid_from")


def _earliest() -> date:
    return Month.of(clock.today()).first_day


def _person(by: Actor) -> int:
    if by.user_id is None:
        raise SameReader
    return by.user_id


def proposal_of(session: Session, proposal_id: int) -> TariffProposal:
    """Give a proposal. Raises: TariffUnknown."""
    found = session.get(TariffProposal, proposal_id)
    if found is None:
        raise TariffUnknown
    return found


def proposals(session: Session) -> list[TariffProposal]:
    """List what was proposed, what waits first, then the newest."""
    asked = select(TariffProposal).order_by(TariffProposal.decided_at.is_not(None), TariffProposal.id.desc())
    return list(session.scalars(asked))
