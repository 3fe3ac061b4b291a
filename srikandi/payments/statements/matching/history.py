"""What came before on the account: partners of reversals, twins, and payments made again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache

from srikandi.payments.references import PaymentReference, pack
from srikandi.payments.statements.lines import StatementLine

NEAR = timedelta(days=7)
FAR = timedelta(days=35)
_REFERRAL = re.compile(r"WS_OB;.*", re.DOTALL)
_TURNING = re.compile(r"\b(?:KOREKSI|REVERSAL|REVERSE|PEMBATALAN|BATAL|RETUR|DARI|KE|FROM|CR|DB|KR|DR)\b")
_BCA_CODE = re.compile(r"\b\d{4}/FT\w+/\w+")


@dataclass(slots=True)
class Past:
    """A line already looked at."""

    line: StatementLine
    reference: PaymentReference | None
    is_reversed: bool = False


def essence(line: StatementLine) -> str:
    """Give the part of a description that a payment and its reversal share."""
    return _essence(line.description)


@lru_cache(maxsize=1024)
def _essence(description: str) -> str:
    text = _REFERRAL.sub("", description.upper())
    return pack(_BCA_CODE.sub(" ", _TURNING.sub(" ", text)))


@dataclass(slots=True)
class History:
    """The incoming lines so far, found by what a later line may share with them; each index keeps the newest last."""

    _by_trace: defaultdict[Hashable, list[Past]] = field(default_factory=lambda: defaultdict(list))
    _by_essence: defaultdict[Hashable, list[Past]] = field(default_factory=lambda: defaultdict(list))
    _by_reference: defaultdict[Hashable, list[Past]] = field(default_factory=lambda: defaultdict(list))
    _twins: dict[Hashable, list[Past]] = field(default_factory=dict)

    def remember(self, line: StatementLine, reference: PaymentReference | None) -> None:
        """Keep an incoming line for those that follow."""
        past = Past(line, reference)
        if line.trace:
            self._by_trace[line.trace, line.amount_sen].append(past)
        self._by_essence[essence(line), line.amount_sen].append(past)
        if reference is not None:
            self._by_reference[reference, line.amount_sen].append(past)
            self._twins.setdefault(_twin_key(line), []).append(past)

    def partner(self, line: StatementLine, named: tuple[PaymentReference, ...], *, is_marked: bool) -> Past | None:
        """Give the incoming line that this outgoing one takes back, the newest that fits.

        Without a word or flag that says so, only the bank's own id proves it: our references also stand in what we pay.
        """
        amount = -line.amount_sen
        found = None
        if line.trace:
            found = _newest(self._by_trace[line.trace, amount], line, FAR if is_marked else NEAR)
        if found is None and is_marked:
            found = _newest(self._by_essence[essence(line), amount], line, FAR)
            for reference in named:
                found = found or _newest(self._by_reference[reference, amount], line, NEAR)
        if found is not None:
            found.is_reversed = True
        return found

    def twins(self, line: StatementLine) -> list[Past]:
        """Give the payments of the same day, amount and text that came before this one."""
        return self._twins.get(_twin_key(line), [])


def _twin_key(line: StatementLine) -> Hashable:
    return line.booked_on, line.amount_sen, essence(line)


def _newest(stack: list[Past], line: StatementLine, within: timedelta) -> Past | None:
    while stack and stack[-1].is_reversed:
        stack.pop()
    return stack[-1] if stack and line.booked_on - stack[-1].line.booked_on <= within else None
