"""What every decision about lines needs: the accounts they came to, and the journals that say what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.audit import Actor
from srikandi.ledger import Arrow, Entry
from srikandi.payments import BankAccount, StatementLine
from srikandi.programme.money import Funding
from srikandi.programme.receiving.bank.desk import Desk, desk_of


@dataclass(frozen=True)
class Matched:
    """What came of a confirmed proposal: the payments it made or took back, and what their money became."""

    payments: list[int]
    fundings: list[Funding]


def decided_entry(name: str, line: StatementLine, arrow: Arrow, *, kind: str, memo: str, pledge_id: int) -> Entry:
    """Write down where two people have sent the money of a line, today."""
    return Entry(
        reference=f"bank:{name}",
        kind=kind,
        district_id=line.district_id,
        memo=memo,
        occurred_at=clock.now(),
        arrows=(arrow,),
        document=f"statement_line/{line.id}",
        contract_id=pledge_id,
    )


def desks_of(session: Session, lines: Iterable[StatementLine], *, by: Actor) -> dict[int, Desk]:
    """Sit down at the accounts of these lines (account -> desk)."""
    return {
        account_id: desk_of(session, session.get_one(BankAccount, account_id), by=by)
        for account_id in {line.account_id for line in lines}
    }
