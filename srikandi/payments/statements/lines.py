"""What every bank's file is turned into: lines, and the statement they stand in.

Amounts are signed hundredths of a rupiah: banks pay interest in sen, and the check sums must close to the last one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Detail:
    """One payer's part of a line that a bank books as a batch."""

    amount_sen: int
    texts: tuple[str, ...]
    sender: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One movement on the account, as the bank tells it.

    `index` counts the lines of a file from one, `number` is where it stands in the file. `texts` are the parts of the
    description in which a reference may stand; a part never continues another. `bank_reference` belongs to the line's
    identity; `trace` is an id that is only good for finding the partner of a reversal.
    """

    index: int
    number: int
    booked_on: date
    amount_sen: int
    description: str
    texts: tuple[str, ...] = ()
    sender: str | None = None
    bank_reference: str | None = None
    trace: str | None = None
    balance_sen: int | None = None
    is_pending: bool = False
    is_reversal: bool = False
    kind: str | None = None
    details: tuple[Detail, ...] = ()

    @property
    def searched(self) -> tuple[str, ...]:
        """The texts in which a reference may stand; the whole description where the bank does not part it."""
        return self.texts or (self.description,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One file of a bank, read and found in order.

    The account is None where a layout does not name it; balances are None where a layout does not print them.
    """

    layout: str
    account: str | None
    lines: tuple[StatementLine, ...]
    from_on: date
    to_on: date
    currency: str = "IDR"
    opening_sen: int | None = None
    closing_sen: int | None = None
