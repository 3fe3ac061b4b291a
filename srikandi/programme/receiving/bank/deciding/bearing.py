"""Who would bear what a bank took back after it was used, as it stands now."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import payments
from srikandi.money import ZERO, Money, total
from srikandi.payments import LineWriteOff, Payment, StatementLine, banking, refunding
from srikandi.payments.refunding import Refund
from srikandi.pledges import Payer
from srikandi.programme.money import freeable, months_of
from srikandi.programme.receiving.bank.desk import numbers_of


@dataclass(frozen=True)
class Borne:
    """What one payer had got of it, and what its money makes good, or has made good."""

    payer: Payer
    pledge_number: str
    wanted: Money
    made_good: Money


@dataclass(frozen=True)
class Bearing:
    """Who bears what a bank took back."""

    whole: Money
    parts: tuple[Borne, ...]
    months: int
    """Life-months that would wait for other money."""
    on_their_way: tuple[Refund, ...]
    """Refunds of it that are approved and that nobody has seen leaving: they are to be ended or seen first."""

    @property
    def made_good(self) -> Money:
        """What the payers' unused money makes good."""
        return total([one.made_good for one in self.parts])

    @property
    def loss(self) -> Money:
        """What nobody's money makes good: the operator's loss."""
        return self.whole - self.made_good

    @property
    def content_hash(self) -> str:
        """Stand for all that is shown of it: who confirms says yes to these sums and no others."""
        parts = [f"{one.payer.id}:{one.wanted.rupiah}:{one.made_good.rupiah}" for one in self.parts]
        said = [str(self.whole.rupiah), str(self.months), *parts, *(f"r{one.id}" for one in self.on_their_way)]
        return hashlib.sha256(" ".join(said).encode()).hexdigest()


def look_at_write_off(session: Session, line: StatementLine) -> Bearing:
    """Say who would bear what a bank took back."""
    return bearing_of(session, line, credited_with(session, line))


def bearing_of(session: Session, line: StatementLine, paid: Sequence[Payment]) -> Bearing:
    """Say who would bear a line that takes these payments back."""
    found = freeable(session, wanted_of(session, paid))
    numbers = numbers_of(session, (one.payer.pledge_id for one in found))
    parts = (Borne(one.payer, numbers[one.payer.pledge_id], one.wanted, min(one.amount, one.wanted)) for one in found)
    on_their_way = refunding.on_their_way(session, [one.id for one in paid])
    return Bearing(banking.whole(line), tuple(parts), months_of(found), tuple(on_their_way))


def who_bore(session: Session, write_off: LineWriteOff) -> list[Borne]:
    """Say what each payer had got of what was written off, and what has been made good of it until now."""
    parts = banking.payers_of_write_off(session, write_off)
    asked = select(Payer).where(Payer.id.in_([one.payer_id for one in parts]))
    payers = {one.id: one for one in session.scalars(asked)}
    numbers = numbers_of(session, (one.pledge_id for one in payers.values()))
    said = ((payers[one.payer_id], one) for one in parts)
    return [Borne(payer, numbers[payer.pledge_id], one.credited, one.made_good) for payer, one in said]


def credited_with(session: Session, line: StatementLine, *, hold: bool = False) -> list[Payment]:
    """Give what was credited out of the line this one takes back, also what was refunded since; held where asked."""
    return [] if line.reverses_id is None else payments.credited_on(session, line.reverses_id, hold=hold)


def wanted_of(session: Session, paid: Sequence[Payment]) -> dict[int, Money]:
    """Add up what is asked of each payer: what it got, less what it was given back out of the same promise."""
    given_back = refunding.given_back(session, paid)
    found: dict[int, Money] = {}
    for one in paid:
        wanted = one.amount - given_back.get(one.id, ZERO)
        if wanted > ZERO:
            found[one.payer_id] = found.get(one.payer_id, ZERO) + wanted
    return found
