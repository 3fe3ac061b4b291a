"""What becomes of instalments when a promise grows or shrinks: what is paid stays, what is open takes the change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from srikandi.money import ZERO, Money, total
from srikandi.pledges.dues.laying import InstalmentRow


@dataclass(frozen=True)
class New:
    """Since when a change counts, and the day a sum falls due for which no open instalment is left."""

    from_on: date
    due_on: date


def reshape(rows: list[InstalmentRow], *, promise: Money, new: New) -> list[InstalmentRow]:
    """Give instalments that add up to the promise; those of nothing are gone.

    The difference is spread over what is open and due from the day on, in proportion to what is open, and the last of
    them absorbs what rounding leaves. More than they can give comes off the other open ones, the last first; what is
    paid is only touched when more has come than is promised: the rest of it is the payer's credit.
    """
    difference = promise - total([row.amount for row in rows])
    if difference > ZERO:
        rows = _grow(rows, difference, new=new)
    elif difference < ZERO:
        rows = _shrink(rows, -difference, new=new)
    return [row for row in rows if row.amount > ZERO]


def _grow(rows: list[InstalmentRow], more: Money, *, new: New) -> list[InstalmentRow]:
    chosen = [row for row in rows if row.open > ZERO and row.due_on >= new.from_on]
    if not chosen:
        sequence = max((row.sequence for row in rows), default=0) + 1
        return [*rows, InstalmentRow(sequence, new.due_on, more, more)]
    return _apply(rows, dict(zip([row.sequence for row in chosen], _spread(more, chosen), strict=True)))


def _shrink(rows: list[InstalmentRow], less: Money, *, new: New) -> list[InstalmentRow]:
    chosen = [row for row in rows if row.open > ZERO and row.due_on >= new.from_on]
    first = min(less, total([row.open for row in chosen]))
    cuts = {row.sequence: -part for row, part in zip(chosen, _floors(first, chosen), strict=True)}
    return _rest(_apply(rows, cuts), less + total(list(cuts.values())))


def _rest(rows: list[InstalmentRow], less: Money) -> list[InstalmentRow]:
    """Take the rest off what is open, the last first, and only then off what is paid."""
    is_open = min(less, total([row.open for row in rows]))
    return _cut_back(_cut_back(rows, is_open, of_open=True), less - is_open, of_open=False)


def _cut_back(rows: list[InstalmentRow], less: Money, *, of_open: bool) -> list[InstalmentRow]:
    cuts = dict[int, Money]()
    for row in reversed(rows):
        cut = min(less, row.open if of_open else row.amount)
        cuts[row.sequence], less = -cut, less - cut
    return _apply(rows, cuts)


def _spread(amount: Money, chosen: list[InstalmentRow]) -> list[Money]:
    parts = _floors(amount, chosen)
    return [*parts[:-1], amount - total(parts[:-1])]


def _floors(amount: Money, chosen: list[InstalmentRow]) -> list[Money]:
    weight = sum(row.open.rupiah for row in chosen)
    return [Money(amount.rupiah * row.open.rupiah // weight) for row in chosen]


def _apply(rows: list[InstalmentRow], changes: dict[int, Money]) -> list[InstalmentRow]:
    """Change amounts by sequence; an instalment never has more open than it asks, nor less than nothing."""
    changed = []
    for row in rows:
        change = changes.get(row.sequence, ZERO)
        amount = row.amount + change
        changed.append(replace(row, amount=amount, open=max(min(row.open + change, amount), ZERO)))
    return changed
