"""What every deed on a bank account needs: its names, its day, its accounts in the book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import places
from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.ledger import AccountKey, AccountKind
from srikandi.money import ZERO, Money
from srikandi.payments import BankAccount, Payment, Purpose, StatementLine, banking
from srikandi.payments.banking import KeptLine
from srikandi.places import District
from srikandi.pledges import Payer, Pledge


@dataclass(frozen=True)
class Desk:
    """One piece of work on one account."""

    session: Session
    account: BankAccount
    district: District
    by: Actor

    @property
    def cash(self) -> AccountKey:
        """The collection account in the book."""
        return AccountKey(AccountKind.BANK, self.district.id, contract_id=self.account.id)

    @property
    def suspense(self) -> AccountKey:
        """Money of this district that nobody awaited."""
        return AccountKey(AccountKind.SUSPENSE, self.district.id)


def desk_of(session: Session, account: BankAccount, *, by: Actor) -> Desk:
    """Sit down at an account."""
    return Desk(session, account, places.district_of(session, account.district_id), by)


@dataclass(frozen=True)
class Owner:
    """Whose money a reference brings, and where it stands in the book until it is put to use."""

    purpose: Purpose
    funds: AccountKey


def external_name(account: BankAccount, line: StatementLine | KeptLine, part: int = 0) -> str:
    """Give the name of a line, or of one payer's part of it, among all accounts and all times it came."""
    again = f"|r{line.times_voided}" if line.times_voided else ""
    name = f"{account.code}|{line.group_key}|{banking.place_of(line.ordinal)}{again}"
    return f"{name}|{part}" if part else name


def void_name(account: BankAccount, line: StatementLine, payment: Payment | None = None) -> str:
    """Give the name under which a line's money leaves the book with its file, or one payer's part of it."""
    name = f"{external_name(account, line)}|v{line.statement_id}"
    return f"{name}.{payment.id}" if payment else name


def owners_by_reference(session: Session, references: Iterable[str]) -> dict[str, Owner]:
    """Give whom these packed references belong to, in few questions."""
    found: dict[str, Owner] = {}
    for part in in_parts(sorted(references)):
        asked = select(Payer.reference, Pledge.district_id, Pledge.id, Payer.id, Payer.organisation_id)
        asked = asked.join(Pledge, Pledge.id == Payer.pledge_id).where(Payer.reference.in_(part))
        for reference, *purpose in session.execute(asked):
            known = Purpose(*purpose)
            funds = AccountKey(
                AccountKind.PAYER_FUNDS, known.district_id, party_id=known.organisation_id, contract_id=known.pledge_id
            )
            found[reference] = Owner(known, funds)
    return found


def hold_pledges(session: Session, pledge_ids: Iterable[int]) -> None:
    """Hold these pledges until the work ends, in the one order everybody takes them."""
    for part in in_parts(sorted(set(pledge_ids))):
        session.execute(select(Pledge.id).where(Pledge.id.in_(part)).order_by(Pledge.id).with_for_update()).all()


def lock_pledges(session: Session, pledge_ids: Iterable[int]) -> dict[int, Pledge]:
    """Hold these pledges as `hold_pledges` does, and give them as they are then."""
    held: dict[int, Pledge] = {}
    wanted: Sequence[int] = sorted(set(pledge_ids))
    for part in in_parts(wanted):
        asked = select(Pledge).where(Pledge.id.in_(part)).order_by(Pledge.id).with_for_update()
        held.update((one.id, one) for one in session.scalars(asked.execution_options(populate_existing=True)))
    return held


def numbers_of(session: Session, pledge_ids: Iterable[int]) -> dict[int, str]:
    """Give the numbers of these promises (pledge -> number), in one question."""
    wanted = set(pledge_ids)
    if not wanted:
        return {}
    asked = select(Pledge.id, Pledge.number).where(Pledge.id.in_(wanted))
    return dict(session.execute(asked).all())


def sums_of(settled: Iterable[Payment]) -> dict[int, Money]:
    """Add up what each payer got."""
    found: dict[int, Money] = {}
    for one in settled:
        found[one.payer_id] = found.get(one.payer_id, ZERO) + one.amount
    return found
