"""Where every rupiah that came in is now: added up from the arrows on one side, from the kept balances on the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from srikandi.ledger import Account, AccountBalance, AccountKind, Finding, Transfer
from srikandi.money import ZERO, Money, total
from srikandi.places import District

CASH = (
    AccountKind.BANK,
    AccountKind.PROVIDER_CLEARING,
    AccountKind.PAYOUTS_IN_TRANSIT,
    AccountKind.BETWEEN_DISTRICTS,
    AccountKind.PREPAID_INSURER,
)
OWNERS = (AccountKind.PAYER_FUNDS, AccountKind.SUSPENSE)
TAKEN = (AccountKind.CHARGEBACK_RECEIVABLE, AccountKind.OPERATOR_LOSSES)
Flows = dict[tuple[str, str], Money]


@dataclass(frozen=True)
class Equation:
    """A district's money: what came in, less what was taken back on the way, and where it is."""

    received: Money
    premium: Money
    """Used for months that are confirmed: still due to BPJS Kesehatan, or remitted, less what it has given back."""
    committed: Money
    credit: Money
    reserve: Money
    arrears: Money
    """Committed to months people owe, or used to strike them off."""
    refunded: Money
    """On its way back, or back."""
    charged_back: Money
    """Taken back by a card provider or a bank out of money nobody had used, or paid by its payer for a loss."""
    unknown: Money
    """In suspense."""

    @property
    def accounted(self) -> Money:
        """What is accounted for."""
        parts = (self.premium, self.committed, self.credit, self.reserve, self.refunded, self.charged_back)
        return total([*parts, self.arrears, self.unknown])

    @property
    def holds(self) -> bool:
        """Is every rupiah accounted for?"""
        return self.received == self.accounted


def check_conservation(session: Session) -> Iterator[Finding]:
    """Find districts in which money was lost or made up."""
    for district_id in session.scalars(select(District.id).order_by(District.id)):
        found = equation_of(session, district_id)
        if not found.holds:
            message = f"Masuk {found.received}, yang dapat ditunjukkan {found.accounted}."
            yield Finding("conservation", f"district/{district_id}", message)


def equation_of(session: Session, district_id: int) -> Equation:
    """Give where a district's money is."""
    flows, kept = _flows(session, district_id), _kept(session, district_id)
    gone_back = _net(flows, [AccountKind.REFUNDS_DUE], CASH)
    given_back = _net(flows, CASH, [AccountKind.COMMITTED_FUNDS])
    not_theirs = _net(flows, [AccountKind.OPERATOR_LOSSES], [AccountKind.REFUNDS_DUE])
    return Equation(
        received=_net(flows, CASH, OWNERS),
        premium=kept[AccountKind.PREMIUM_DUE] + _net(flows, [AccountKind.PREMIUM_DUE], CASH) - given_back,
        committed=kept[AccountKind.COMMITTED_FUNDS],
        credit=kept[AccountKind.PAYER_FUNDS],
        reserve=kept[AccountKind.ARREARS_RESERVE],
        arrears=kept[AccountKind.ARREARS_COMMITTED] + _net(flows, [AccountKind.ARREARS_COMMITTED], CASH),
        refunded=kept[AccountKind.REFUNDS_DUE] + gone_back - not_theirs,
        charged_back=_net(flows, OWNERS, TAKEN),
        unknown=kept[AccountKind.SUSPENSE],
    )


def _net(flows: Flows, into: Iterable[AccountKind], out_of: Iterable[AccountKind]) -> Money:
    pairs = [(debit, credit) for debit in into for credit in out_of]
    return total([flows[pair] for pair in pairs]) - total([flows[credit, debit] for debit, credit in pairs])


def _flows(session: Session, district_id: int) -> Flows:
    """Give what moved between each two kinds of account."""
    debited, credited = aliased(Account), aliased(Account)
    asked = (
        select(debited.kind, credited.kind, func.sum(Transfer.amount))
        .join(debited, debited.id == Transfer.debit_account_id)
        .join(credited, credited.id == Transfer.credit_account_id)
        .where(debited.district_id == district_id)
        .group_by(debited.kind, credited.kind)
    )
    return defaultdict(lambda: ZERO, {(debit, credit): moved for debit, credit, moved in session.execute(asked)})


def _kept(session: Session, district_id: int) -> dict[str, Money]:
    """Give the kept balances, kind by kind."""
    sums = func.sum(AccountBalance.credits), func.sum(AccountBalance.debits)
    asked = select(Account.kind, *sums).join(AccountBalance, AccountBalance.account_id == Account.id)
    rows = session.execute(asked.where(Account.district_id == district_id).group_by(Account.kind))
    return defaultdict(lambda: ZERO, {kind: credits_ - debits for kind, credits_, debits in rows})
