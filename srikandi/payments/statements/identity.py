"""Which lines of a file are new (FORMATS 2.4): lines are counted, never compared by text or place.

Honest twins survive, and importing a file again, or one that overlaps, adds nothing. Two files of one account must not
be counted at the same time: the caller locks the account first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from srikandi.payments.statements.lines import StatementLine


@dataclass(frozen=True, slots=True, order=True)
class GroupKey:
    """What lines must share to be interchangeable; deliberately not unique."""

    booked_on: date
    amount_sen: int
    bank_reference: str
    balance_sen: int | None

    def __str__(self) -> str:
        """Give the stored form."""
        balance = "" if self.balance_sen is None else self.balance_sen
        return f"{self.booked_on.isoformat()}|{self.amount_sen}|{self.bank_reference}|{balance}"


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A line and its place among those that share its key: the stable identity of one movement of an account."""

    line: StatementLine
    key: GroupKey
    ordinal: int

    @property
    def external_id(self) -> str:
        """The identity as one text, unique within an account."""
        return f"{self.key}|{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Recount:
    """The lines of a file that are new, and those already there, whose newest text replaces the old one."""

    new: tuple[NumberedLine, ...]
    known: tuple[NumberedLine, ...]


def group_key(line: StatementLine) -> GroupKey:
    """Give the key a line is counted under."""
    return GroupKey(line.booked_on, line.amount_sen, line.bank_reference or "", line.balance_sen)


def recount(lines: Iterable[StatementLine], *, in_ledger: Mapping[GroupKey, int]) -> Recount:
    """Number the final lines of a file and part the new ones from those the ledger has counted; pending ones wait."""
    seen: Counter[GroupKey] = Counter()
    new: list[NumberedLine] = []
    known: list[NumberedLine] = []
    for line in lines:
        if line.is_pending:
            continue
        key = group_key(line)
        seen[key] += 1
        numbered = NumberedLine(line, key, seen[key])
        (known if seen[key] <= in_ledger.get(key, 0) else new).append(numbered)
    return Recount(tuple(new), tuple(known))
