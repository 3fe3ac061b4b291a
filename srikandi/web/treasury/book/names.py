"""What accounts are called: whose they are, for which pledge, at which bank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy import select

from srikandi import organisations
from srikandi.database import current_session
from srikandi.ledger import Account, AccountKind
from srikandi.payments import BankAccount
from srikandi.pledges import Pledge


@dataclass(frozen=True)
class Names:
    """Names looked up once for a page."""

    owners: dict[int, str]
    pledges: dict[int, str]
    banks: dict[int, str]

    def owner(self, account: Account) -> str:
        """Give whose account it is: company and pledge, or the bank with its number."""
        if account.kind == AccountKind.BANK:
            return self.banks.get(account.contract_id or 0, "")
        parts = [self.owners.get(account.party_id or 0), self.pledges.get(account.contract_id or 0)]
        return " · ".join(part for part in parts if part)

    def full(self, account: Account) -> str:
        """Give an account's whole name."""
        owner = self.owner(account)
        name = str(gettext(account.name))
        return f"{name} · {owner}" if owner else name


def names_of(found: Iterable[Account]) -> Names:
    """Look up the names of these accounts, in three questions."""
    session, accounts = current_session(), list(found)
    parties = {one.party_id for one in accounts if one.party_id is not None}
    banks = {one.contract_id for one in accounts if one.kind == AccountKind.BANK}
    contracts = {one.contract_id for one in accounts if one.kind != AccountKind.BANK} - {None}
    numbers = select(Pledge.id, Pledge.number).where(Pledge.id.in_(contracts))
    known = select(BankAccount).where(BankAccount.id.in_(banks))
    return Names(
        owners=organisations.names(session, parties) if parties else {},
        pledges=dict(session.execute(numbers).all()) if contracts else {},
        banks={one.id: f"{one.bank} {one.number}" for one in session.scalars(known)} if banks else {},
    )
