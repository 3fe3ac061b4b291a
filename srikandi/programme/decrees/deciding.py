"""What a tariff would change, promise by promise, and the decision that changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from srikandi import coverage, pledges, tariffs
from srikandi.audit import Actor
from srikandi.coverage import WaitingMonth
from srikandi.money import Money, total
from srikandi.pledges import Pledge, PledgeStatus
from srikandi.programme.decrees.telling import Step, tell
from srikandi.programme.money import apply_tariffs
from srikandi.tariffs import NewTariff, TariffProposal

RUNNING = (PledgeStatus.APPROVED, PledgeStatus.AGREED, PledgeStatus.RUNNING)


@dataclass(frozen=True)
class TariffEffect:
    """What a tariff changes in one promise: unfunded life-months, and how much more they cost together."""

    pledge: Pledge
    life_months: int
    before: Money
    after: Money

    @property
    def more(self) -> Money:
        """What the payers are asked for in addition; less than nothing when it becomes cheaper."""
        return self.after - self.before


@dataclass(frozen=True)
class EffectTogether:
    """The same of every promise here, whosoever may read them one by one."""

    pledges: int
    life_months: int
    more: Money


def effects_of(session: Session, new: NewTariff, *, viewer: Actor) -> list[TariffEffect]:
    """List what a tariff would change in the promises a viewer may see; funded months keep their price."""
    return _effects(session, new, list(session.scalars(_of_basis(new, viewer=viewer))))


def effect_together(session: Session, new: NewTariff) -> EffectTogether:
    """Add up what a tariff would change in all districts: a decree holds everywhere."""
    rows = _effects(session, new, list(session.scalars(_of_basis(new))))
    return EffectTogether(len(rows), sum(row.life_months for row in rows), total([row.more for row in rows]))


def propose_tariff(session: Session, new: NewTariff, *, by: Actor) -> TariffProposal:
    """Write down what somebody has read in a decree, and tell every district it would bind.

    Raises: what `tariffs.propose` refuses.
    """
    made = tariffs.propose(session, new, by=by)
    tell(session, made, Step.PROPOSED, by=by)
    return made


def refuse_tariff(session: Session, proposal: TariffProposal, *, reason: str, by: Actor) -> None:
    """Refuse a tariff for a reason every district reads. Raises: what `tariffs.refuse` refuses."""
    proposal = tariffs.refuse(session, proposal, reason=reason, by=by)
    tell(session, proposal, Step.REFUSED, by=by)


def withdraw_tariff(session: Session, proposal: TariffProposal, *, by: Actor) -> None:
    """Take the own proposal back, and tell whoever was told of it. Raises: what `tariffs.withdraw` refuses."""
    proposal = tariffs.withdraw(session, proposal, by=by)
    tell(session, proposal, Step.WITHDRAWN, by=by)


def accept_tariff(session: Session, proposal: TariffProposal, *, by: Actor) -> list[int]:
    """Let a tariff count and bring every running promise up to it; give the promises whose months changed.

    Raises: what `tariffs.accept` refuses.
    """
    tariffs.accept(session, proposal, by=by)
    tell(session, proposal, Step.ACCEPTED, by=by)
    return apply_tariffs(session, by=by)


def _of_basis(new: NewTariff, *, viewer: Actor | None = None) -> Select[Pledge]:
    asked = select(Pledge) if viewer is None else pledges.visible_to(viewer)
    return asked.where(Pledge.status.in_(RUNNING), Pledge.tariff_basis == new.basis).order_by(Pledge.id)


def _effects(session: Session, new: NewTariff, found: Sequence[Pledge]) -> list[TariffEffect]:
    waiting = coverage.waiting_months(session, [pledge.id for pledge in found])
    prices = tariffs.amounts_with(session, new, months={one.month for rows in waiting.values() for one in rows})
    rows = []
    for pledge in found:
        changed = [one for one in waiting[pledge.id] if one.tariff != prices[one.month]]
        if changed:
            after = total([prices[one.month] * one.count for one in changed])
            rows.append(TariffEffect(pledge, sum(one.count for one in changed), _now(changed), after))
    return rows


def _now(months: Sequence[WaitingMonth]) -> Money:
    return total([one.tariff * one.count for one in months])
