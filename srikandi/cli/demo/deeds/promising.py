"""Companies promise lives; the district approves what it saw and notes the agreement."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from srikandi import pledges, programme
from srikandi.cli.demo.deeds.stage import Stage
from srikandi.clock import Month
from srikandi.money import Money
from srikandi.pledges import (
    Agreement,
    Commitment,
    Consortium,
    Frame,
    Frequency,
    Pledge,
    Share,
    SuccessionRule,
    Terms,
)
from srikandi.pools import Pool, spread_of
from srikandi.tariffs import Basis

FULL = Money(37_800)
PARTICIPANT = Money(35_000)
NAME = "Pesisir Sungailiat terlindungi bersama"
DAYS_TO_JOIN = 18


@dataclass(frozen=True)
class Promise:
    """What a company offers: lives, months, from when, and what the Pemkab adds to each life-month."""

    lives: int
    months: int
    start: Month
    frequency: Frequency = Frequency.ONCE
    from_government: Money | None = None
    urgent: int = 0
    is_spread: bool = False
    villages: tuple[str, ...] = ()
    """Whose people come first."""


def offer(stage: Stage, box: str, promise: Promise, *, pool: Pool, at: datetime) -> Pledge:
    """Give the promise a company makes; people are held for it from that moment."""
    company = stage.cast.companies[box]
    tariff, shares = FULL, [Share(company.id, FULL)]
    if promise.from_government is not None:
        tariff = PARTICIPANT
        own = tariff - promise.from_government
        shares = [Share(company.id, own), Share(stage.cast.government.id, promise.from_government)]
    terms = Terms(
        pool_id=pool.id,
        lives=promise.lives,
        months=promise.months,
        start_month=promise.start,
        tariff_basis=Basis.PARTICIPANT_AND_REGION if tariff == FULL else Basis.PARTICIPANT,
        frequency=promise.frequency,
        succession_rule=SuccessionRule.NEXT,
        villages=promise.villages,
        shares=tuple(shares),
        form_key=f"contoh-{box}-{promise.start}",
        urgent=promise.urgent,
        urgent_months=min(promise.urgent, 1) * 3,
    )
    with stage.at(at):
        if promise.is_spread:
            shown = spread_of(stage.session, pool.id, lives=terms.held).given
            terms = replace(terms, spread=shown)
        stage.pledges[box] = pledges.offer(stage.session, terms, by=stage.by(box))
    return stage.pledges[box]


def approve(stage: Stage, box: str, *, at: datetime) -> None:
    """Let the approver approve a company's promise as it stands there."""
    pledge = stage.pledges[box]
    with stage.at(at):
        programme.approve_pledge(stage.session, pledge, seen_hash=pledge.content_hash, by=stage.by("checker"))


def agree(stage: Stage, box: str, *, at: datetime) -> None:
    """Note the signed agreement of an approved promise."""
    pledge = stage.pledges[box]
    number = f"PKS/{pledge.number.rpartition('-')[2]}/DINSOSPMD/{at.year}"
    with stage.at(at):
        agreement = Agreement(number=number, signed_on=at.date())
        pledges.agree(stage.session, pledge, agreement=agreement, by=stage.by("maker"))


def promise_and_sign(stage: Stage, box: str, promise: Promise, *, pool: Pool, at: datetime) -> Pledge:
    """Give a promise that was approved a day later and signed the day after."""
    pledge = offer(stage, box, promise, pool=pool, at=at)
    if promise.from_government is not None:
        with stage.at(at + timedelta(hours=5)):
            pledges.accept_share(stage.session, pledge, by=stage.by("maker"))
    approve(stage, box, at=at + timedelta(days=1))
    agree(stage, box, at=at + timedelta(days=2))
    return stage.pledges[box]


def gather(stage: Stage, boxes: tuple[str, ...], promise: Promise, *, pool: Pool, at: datetime) -> Consortium:
    """Give a consortium the first company starts and the second joins; the others have been asked."""
    first, second, *asked = (stage.cast.companies[box].id for box in boxes)
    frame = Frame(
        name=NAME,
        pool_id=pool.id,
        months=promise.months,
        start_month=promise.start + 1,
        tariff_basis=Basis.PARTICIPANT_AND_REGION,
        frequency=promise.frequency,
        succession_rule=SuccessionRule.NEXT,
        join_on=stage.calendar.today + timedelta(days=DAYS_TO_JOIN),
        target_lives=50,
        target_members=4,
        is_open=True,
        invited=(second, *asked, stage.cast.government.id),
    )
    with stage.at(at):
        own = Commitment(promise.lives, (Share(first, FULL),), True, f"bersama-{first}")
        consortium = pledges.start_consortium(stage.session, frame, own, by=stage.by(boxes[0]))
    with stage.at(at + timedelta(days=1)):
        joined = Commitment(promise.lives // 2, (Share(second, FULL),), False, f"bersama-{second}")
        pledges.join_consortium(stage.session, consortium, joined, by=stage.by(boxes[1]))
    return consortium
