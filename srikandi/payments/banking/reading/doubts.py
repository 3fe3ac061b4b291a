"""What speaks against a file before a line of it is kept: a person looks at it before it is booked."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi.i18n import N_
from srikandi.payments.banking.models import BankStatement
from srikandi.payments.banking.reading.continuity import Remark, jump
from srikandi.payments.models import BankAccount
from srikandi.payments.statements import Statement

CHANGED = N_(
    "%(count)s mutasi yang sudah tercatat untuk hari-hari berkas ini tidak ada di dalamnya. "
    "Mungkin bank membetulkannya, atau berkasnya disaring atau disunting."
)
NEWEST = 2**62


def doubts(session: Session, account: BankAccount, statement: Statement, *, missing: int) -> list[Remark]:
    """Say why a file may not be what the bank's account went through: its balance jumps, or lines have gone.

    `missing` is how many lines stand for its days that it does not have. A gap of days is no doubt: the file that fills
    it may still come.
    """
    lost = [Remark(CHANGED, {"count": missing}, is_trouble=True)] if missing else []
    return [*jump(session, _as_kept(account, statement)), *lost]


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
