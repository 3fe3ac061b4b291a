"""What is due when: the instalments of a district's or a viewer's open promises, and how they follow the promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from srikandi import places
from srikandi.audit import Actor
from srikandi.money import ZERO, Money
from srikandi.pledges.dues import InstalmentRow, New, reshape
from srikandi.pledges.models import Instalment, Payer, Pledge, PledgeStatus
from srikandi.pledges.queries import OPEN, PayerRow, instalments_of_all, payers_of_all, visible_to


class DueStanding(StrEnum):
    """waiting -> grace (due, and some days are given) -> overdue; paid ends it. Overdue ends nobody's cover."""

    WAITING = "waiting"
    GRACE = "grace"
    OVERDUE = "overdue"
    PAID = "paid"


@dataclass(frozen=True)
class OpenInstalment:
    """One instalment of one payer: asked, come, open, and how it stands on a day."""

    payer_id: int
    pledge_id: int
    pledge_number: str
    pledge_status: PledgeStatus
    organisation_id: int
    name: str
    reference: str
    sequence: int
    due_on: date
    amount: Money
    paid: Money
    open: Money
    standing: DueStanding
    days_late: int
    """0 until the day after it was due."""


def open_instalments(
    session: Session, *, viewer: Actor | None = None, district_id: int | None = None, at: date
) -> list[OpenInstalment]:
    """List what is not paid in full on a day, the first due first, in a fixed number of questions.

    Of a district, or of the promises a viewer may see; a company sees only what it pays itself.
    """
    asked: Select[Pledge] = select(Pledge) if viewer is None else visible_to(viewer)
    if district_id is not None:
        asked = asked.where(Pledge.district_id == district_id)
    known = {pledge.id: pledge for pledge in session.scalars(asked.where(Pledge.status.in_(OPEN)))}
    payers = payers_of_all(session, list(known))
    if viewer is not None and viewer.organisation_id is not None:
        payers = [payer for payer in payers if payer.organisation_id == viewer.organisation_id]
    grace = {one: grace_days(session, one, on=at) for one in {pledge.district_id for pledge in known.values()}}
    dues = instalments_of_all(session, payers)
    rows = [
        _row(known[payer.pledge_id], payer, due, at=at, grace=grace[known[payer.pledge_id].district_id])
        for payer in payers
        for due in dues[payer.id]
        if due.open > ZERO
    ]
    return sorted(rows, key=lambda row: (row.due_on, row.pledge_id, row.payer_id, row.sequence))


def grace_days(session: Session, district_id: int, *, on: date) -> int:
    """Give how many days after the due day a payer has before it is called overdue."""
    return places.setting(session, district_id, "grace_days", on=on)


def standing_of(due: InstalmentRow, *, at: date, grace: int) -> DueStanding:
    """Say how an instalment stands on a day."""
    if due.open <= ZERO:
        return DueStanding.PAID
    if at <= due.due_on:
        return DueStanding.WAITING
    return DueStanding.GRACE if at <= due.due_on + timedelta(days=grace) else DueStanding.OVERDUE


def reshape_to(session: Session, payers: list[PayerRow], promises: Mapping[int, Money], *, new: New) -> int:
    """Let the instalments of payers (by id) add up to what they promise now; say how many payers' changed."""
    changed = 0
    for payer, rows in zip(payers, instalments_of_all(session, payers).values(), strict=True):
        if promises[payer.id] != payer.total:
            after = reshape(rows, promise=promises[payer.id], new=new)
            _write(session, payer.id, before=rows, after=after)
            changed += 1
    return changed


def move_first_due(session: Session, pledge_id: int, *, earliest: date) -> None:
    """Put off what would have fallen due before a day: nobody is late with what was only just agreed to."""
    own = select(Payer.id).where(Payer.pledge_id == pledge_id)
    early = Instalment.payer_id.in_(own), Instalment.due_on < earliest
    session.execute(
        update(Instalment).where(*early).values(due_on=earliest), execution_options={"synchronize_session": "fetch"}
    )


def _row(pledge: Pledge, payer: PayerRow, due: InstalmentRow, *, at: date, grace: int) -> OpenInstalment:
    """Nobody is late with an offer that nobody has approved."""
    is_offer = pledge.status is PledgeStatus.OFFERED
    return OpenInstalment(
        payer_id=payer.id,
        pledge_id=pledge.id,
        pledge_number=pledge.number,
        pledge_status=pledge.status,
        organisation_id=payer.organisation_id,
        name=payer.name,
        reference=payer.reference,
        sequence=due.sequence,
        due_on=due.due_on,
        amount=due.amount,
        paid=due.paid,
        open=due.open,
        standing=DueStanding.WAITING if is_offer else standing_of(due, at=at, grace=grace),
        days_late=0 if is_offer else max((at - due.due_on).days, 0),
    )


def _write(session: Session, payer_id: int, *, before: list[InstalmentRow], after: list[InstalmentRow]) -> None:
    kept, known = {row.sequence: row for row in after}, {row.sequence: row.amount for row in before}
    gone = [sequence for sequence in known if sequence not in kept]
    session.flush()
    own = Instalment.payer_id == payer_id
    if gone:
        session.execute(
            delete(Instalment).where(own, Instalment.sequence.in_(gone)),
            execution_options={"synchronize_session": "fetch"},
        )
    for sequence, row in kept.items():
        if sequence not in known:
            session.add(Instalment(payer_id=payer_id, sequence=sequence, due_on=row.due_on, amount=row.amount))
        elif row.amount != known[sequence]:
            session.execute(
                update(Instalment).where(own, Instalment.sequence == sequence).values(amount=row.amount),
                execution_options={"synchronize_session": "fetch"},
            )
    session.flush()
