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
from srikandi.payments import BankAccount, StatementLine
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


def external_name(account: BankAccount, line: StatementLine, part: int = 0) -> str:
    """Give the name of a line, or of one payer's part of it, among all accounts."""
    return f"{account.code}|{line.group_key}|{line.ordinal}" + (f"|{part}" if part else "")


def payers_by_reference(session: Session, references: Iterable[str]) -> dict[str, Payer]:
    """Give the payers that these packed references belong to, in few questions."""
    found: dict[str, Payer] = {}
    for part in in_parts(sorted(set(references))):
        found.update(
            (payer.reference, payer) for payer in session.scalars(select(Payer).where(Payer.reference.in_(part)))
        )
    return found


def lock_pledges(session: Session, pledge_ids: Iterable[int]) -> dict[int, Pledge]:
    """Hold these pledges until the work ends, in the one order everybody takes them."""
    held: dict[int, Pledge] = {}
    wanted: Sequence[int] = sorted(set(pledge_ids))
    for part in in_parts(wanted):
        asked = select(Pledge).where(Pledge.id.in_(part)).order_by(Pledge.id).with_for_update()
        held.update((one.id, one) for one in session.scalars(asked.execution_options(populate_existing=True)))
    return held
