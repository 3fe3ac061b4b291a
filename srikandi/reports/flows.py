"""How money has flowed between kinds of accounts: every public figure of rupiah comes from this one question."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from srikandi.ledger import Account, AccountKind, Transfer
from srikandi.money import ZERO, Money

K = AccountKind
FUNDS, COMMITTED, PREMIUM, SUSPENSE = K.PAYER_FUNDS, K.COMMITTED_FUNDS, K.PREMIUM_DUE, K.SUSPENSE


@dataclass(frozen=True)
class Flows:
    """Sums of transfers by the kinds of both accounts (debited, credited)."""

    sums: dict[tuple[str, str], Money]

    @property
    def received(self) -> Money:
        """What has come from payers, less what went back to them."""
        return self.credit + self.allocated + self.for_arrears

    @property
    def allocated(self) -> Money:
        """What life-months have taken, less what they gave back."""
        return self.net(FUNDS, COMMITTED)

    @property
    def for_arrears(self) -> Money:
        """What payers have put aside for months people owe, or used for them, less what came back."""
        return self.net(FUNDS, K.ARREARS_RESERVE)

    @property
    def credit(self) -> Money:
        """What payers have left for coming life-months."""
        return self.standing(FUNDS)

    @property
    def confirmed(self) -> Money:
        """The part of what was allocated that pays months BPJS has confirmed and not given back."""
        return self.net(COMMITTED, PREMIUM) - self.net(K.PREPAID_INSURER, COMMITTED)

    @property
    def waiting(self) -> Money:
        """The part of what was allocated whose months are still to be confirmed."""
        return self.allocated - self.confirmed

    @property
    def suspense(self) -> Money:
        """What has arrived and nobody knows from whom yet."""
        return self.standing(SUSPENSE)

    def net(self, debit: AccountKind, credit: AccountKind) -> Money:
        """Give what went from one kind to another, less what came back."""
        return self._between(debit, credit) - self._between(credit, debit)

    def _between(self, debit: AccountKind, credit: AccountKind) -> Money:
        return self.sums.get((debit.value, credit.value), ZERO)

    def standing(self, kind: AccountKind) -> Money:
        """Give what stands on the credit side of a kind."""
        stands = ZERO
        for (debit, credit), amount in self.sums.items():
            stands += amount if credit == kind.value else ZERO
            stands -= amount if debit == kind.value else ZERO
        return stands


def flows(session: Session, district_ids: Collection[int]) -> Flows:
    """Give the flows of these districts, in one question."""
    debited, credited = aliased(Account), aliased(Account)
    rows = session.execute(
        select(debited.kind, credited.kind, func.sum(Transfer.amount))
        .join(debited, debited.id == Transfer.debit_account_id)
        .join(credited, credited.id == Transfer.credit_account_id)
        .where(debited.district_id.in_(district_ids))
        .group_by(debited.kind, credited.kind)
    )
    return Flows({(debit, credit): amount for debit, credit, amount in rows})
