"""Money follows instalments: the oldest first, what is left over is the payer's credit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from srikandi.money import ZERO, Money


@dataclass(frozen=True)
class InstalmentRow:
    """One instalment: what was asked, what has come for it, what is open."""

    sequence: int
    due_on: date
    amount: Money
    open: Money

    @property
    def paid(self) -> Money:
        """What has come for it."""
        return self.amount - self.open


def lay(dues: Iterable[tuple[int, date, Money]], come: Money) -> list[InstalmentRow]:
    """Lay money over instalments (sequence, day, amount), the first due first.

    A short payment leaves its rest on the instalment it was for; what is more than one asks shrinks the next.
    """
    rows, left = [], max(come, ZERO)
    for sequence, due_on, amount in sorted(dues, key=lambda due: (due[1], due[0])):
        used = min(left, amount)
        rows.append(InstalmentRow(sequence, due_on, amount, amount - used))
        left -= used
    return rows
