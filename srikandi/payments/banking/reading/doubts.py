"""What speaks against a file before a line of it is kept: a person looks at it before it is booked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from srikandi.i18n import N_
from srikandi.payments.banking.models import BankStatement
from srikandi.payments.banking.reading.continuity import Remark, goes_on, jump
from srikandi.payments.models import BankAccount
from srikandi.payments.statements import Statement

CHANGED = N_(
    "%(count)s mutasi yang sudah tercatat untuk hari-hari berkas ini tidak ada di dalamnya. "
    "Mungkin bank membetulkannya, atau berkasnya disaring atau disunting."
)
NEWEST = 2**62


def doubts(session: Session, account: BankAccount, statement: Statement, *, missing: Sequence[date]) -> list[Remark]:
    """Say why a file may not be what the bank's account went through: its balance jumps, or lines have gone.

    `missing` are the days of lines that stand for the file's days and are not in it; those of its first day are none of
    it where it begins in the middle of that day, at the very balance an earlier one ended with. A gap of days is no
    doubt: the file that fills it may still come.
    """
    file = _as_kept(account, statement)
    begins_within = statement.from_on in missing and goes_on(session, file)
    lost = [day for day in missing if not (begins_within and day == statement.from_on)]
    changed = [Remark(CHANGED, {"count": len(lost)}, is_trouble=True)] if lost else []
    return [*jump(session, file), *changed]


def _as_kept(account: BankAccount, statement: Statement) -> BankStatement:
    """Give a file as it would stand here after all others; nothing of it is written down."""
    return BankStatement(
        id=NEWEST,
        account_id=account.id,
        from_on=statement.from_on,
        to_on=statement.to_on,
        opening_sen=statement.opening_sen,
        closing_sen=statement.closing_sen,
    )
