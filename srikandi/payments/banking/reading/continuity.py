"""Does a statement go on where the last one ended? A gap, an overlap and a jump of the balance are said in words.

It is asked anew each time: a file that fills a gap takes the remark away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.i18n import N_
from srikandi.money import Sen
from srikandi.payments.banking.models import BankStatement, StatementLine
from srikandi.payments.statements import Action

DAY = timedelta(days=1)
FIRST = N_("Ini berkas pertama rekening ini; belum ada berkas sebelumnya untuk dibandingkan.")
GAP = N_(
    "Tidak ada mutasi untuk %(from)s sampai %(to)s, padahal saldo berubah %(difference)s selama itu. "
    "Unduh mutasi hari-hari itu dan impor."
)
GAP_BLIND = N_("Tidak ada berkas untuk %(from)s sampai %(to)s. Pastikan tidak ada mutasi pada hari-hari itu.")
QUIET = N_("Tidak ada berkas untuk %(from)s sampai %(to)s; saldonya sama, jadi tidak ada mutasi yang terlewat.")
OVERLAP = N_("%(count)s mutasi di berkas ini sudah ada dari berkas sebelumnya dan tidak dicatat lagi.")
JUMP = N_(
    "Saldo awal berkas ini %(opening)s, padahal menurut mutasi yang sudah ada seharusnya %(expected)s "
    "(selisih %(difference)s). Ada mutasi yang terlewat atau berubah; unduh ulang dari bank."
)


@dataclass(frozen=True)
class Remark:
    """One sentence about how a statement follows on, with days, counts and sums in its gaps."""

    message: str
    values: dict[str, date | int | Sen]
    is_trouble: bool = False

    def as_json(self) -> dict[str, Any]:
        """Give it as it is kept: `of_json` reads it."""
        values = {name: _kept(value) for name, value in self.values.items()}
        return {"message": self.message, "values": values, "is_trouble": self.is_trouble}

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> Self:
        """Give a remark that was kept."""
        values = {name: _read(*value) for name, value in kept["values"].items()}
        return cls(kept["message"], values, kept["is_trouble"])

    @property
    def words(self) -> str:
        """The Indonesian sentence."""
        return self.message % self.values if self.values else self.message


def _kept(value: date | int | Sen) -> tuple[str, str | int]:
    if isinstance(value, date):
        return "day", value.isoformat()
    return ("sen", value.sen) if isinstance(value, Sen) else ("count", value)


def _read(kind: str, value: str | int) -> date | int | Sen:
    if kind == "day":
        return date.fromisoformat(str(value))
    return Sen(int(value)) if kind == "sen" else int(value)


def continuity(session: Session, statement: BankStatement) -> list[Remark]:
    """Say how a statement follows on from those before it."""
    others = _others(session, statement)
    before = _before(statement, others)
    remarks: list[Remark] = []
    repeated = statement.lines_read - statement.lines_new - len(statement.pending)
    if repeated > 0:
        remarks.append(Remark(OVERLAP, {"count": repeated}))
    if before is None or statement.from_on is None:
        return remarks or [Remark(FIRST, {})]
    return [*remarks, *_gap(statement, before), *_jump(session, statement, before, others)]


def jump(session: Session, statement: BankStatement) -> list[Remark]:
    """Say only where a statement's opening balance is not what the lines before it come to."""
    others = _others(session, statement)
    before = _before(statement, others)
    return [] if before is None else _jump(session, statement, before, others)


def goes_on(session: Session, statement: BankStatement) -> bool:
    """Does a statement begin with the very balance another one ended with?"""
    return _goes_on(statement, _others(session, statement))


def broken(session: Session, statements: Sequence[BankStatement]) -> set[int]:
    """Give which of these statements do not follow on: in one question for each of their accounts."""
    return {
        one.id
        for one in statements
        if one.lines_new and one.voided_at is None and any(remark.is_trouble for remark in continuity(session, one))
    }


def _others(session: Session, statement: BankStatement) -> list[BankStatement]:
    asked = select(BankStatement).where(
        BankStatement.account_id == statement.account_id,
        BankStatement.id != statement.id,
        BankStatement.from_on <= statement.from_on,
        BankStatement.lines_new > 0,
        BankStatement.voided_at.is_(None),
    )
    return list(session.scalars(asked.order_by(BankStatement.to_on.desc(), BankStatement.id.desc()).limit(50)))


def _before(statement: BankStatement, others: Iterable[BankStatement]) -> BankStatement | None:
    """Give the statement that reaches furthest of those that begin no later and are not this one's equals."""
    first = statement.from_on or date.min
    earlier = (one for one in others if one.from_on and (one.from_on < first or one.id < statement.id))
    return max(earlier, key=lambda one: (one.to_on or date.min, one.id), default=None)


def _goes_on(statement: BankStatement, others: Iterable[BankStatement]) -> bool:
    opening = statement.opening_sen
    return opening is not None and any(one.closing_sen == opening for one in others)


def _gap(statement: BankStatement, before: BankStatement) -> list[Remark]:
    if before.to_on is None or statement.from_on is None or statement.from_on <= before.to_on + DAY:
        return []
    days: dict[str, date | int | Sen] = {"from": before.to_on + DAY, "to": statement.from_on - DAY}
    if before.closing_sen is None or statement.opening_sen is None:
        return [Remark(GAP_BLIND, days, is_trouble=True)]
    if before.closing_sen == statement.opening_sen:
        return [Remark(QUIET, days)]
    return [Remark(GAP, {**days, "difference": Sen(statement.opening_sen - before.closing_sen)}, is_trouble=True)]


def _jump(
    session: Session, statement: BankStatement, before: BankStatement, others: Sequence[BankStatement]
) -> list[Remark]:
    """Compare the opening balance with what the lines before it come to, where there is no gap."""
    opening, first = statement.opening_sen, statement.from_on
    if opening is None or first is None or before.opening_sen is None or before.to_on is None:
        return []
    if first > before.to_on + DAY or _goes_on(statement, others):
        return []
    asked = select(func.sum(StatementLine.amount_sen)).where(
        StatementLine.account_id == statement.account_id,
        StatementLine.booked_on >= before.from_on,
        StatementLine.booked_on < first,
        StatementLine.action != Action.VOIDED.value,
    )
    expected = before.opening_sen + int(session.scalar(asked) or 0)
    if expected == opening:
        return []
    values: dict[str, date | int | Sen] = {
        "opening": Sen(opening),
        "expected": Sen(expected),
        "difference": Sen(opening - expected),
    }
    return [Remark(JUMP, values, is_trouble=True)]
