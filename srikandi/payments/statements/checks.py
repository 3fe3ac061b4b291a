"""The checks that make every layout safe (FORMATS 0.3): a file that fails one is refused whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from srikandi.money import Sen
from srikandi.payments.statements.lines import StatementLine
from srikandi.payments.statements.refusals import BalanceBroken, EmptyStatement, FooterDiffers, SumsDiffer


@dataclass(frozen=True, slots=True)
class Footer:
    """What a bank prints below its rows: a total and a count of each direction."""

    debit_sen: int
    credit_sen: int
    debits: int | None = None
    credits: int | None = None


def booked(lines: Iterable[StatementLine]) -> list[StatementLine]:
    """Give the lines that are final; pending ones change no balance yet."""
    return [line for line in lines if not line.is_pending]


def check_rows(lines: Sequence[StatementLine]) -> None:
    """Refuse a file without a single movement. Raises: EmptyStatement."""
    if not lines:
        raise EmptyStatement


def check_sum(opening_sen: int, lines: Iterable[StatementLine], closing_sen: int) -> None:
    """Refuse movements that do not lead from one balance to the other. Raises: SumsDiffer."""
    difference = closing_sen - opening_sen - sum(line.amount_sen for line in booked(lines))
    if difference:
        raise SumsDiffer(difference=Sen(difference))


def check_balances(lines: Sequence[StatementLine]) -> None:
    """Refuse rows whose balances do not follow from one another, newest first or last. Raises: BalanceBroken."""
    final = booked(lines)
    broken = _first_break(final)
    if broken is not None and _first_break(final[::-1]) is not None:
        raise BalanceBroken(line=broken.number)


def check_footer(footer: Footer, lines: Iterable[StatementLine]) -> None:
    """Refuse rows that are not those the bank counted. Raises: FooterDiffers."""
    amounts = [line.amount_sen for line in booked(lines)]
    out, into = [-sen for sen in amounts if sen < 0], [sen for sen in amounts if sen > 0]
    told = (footer.debit_sen, footer.credit_sen, footer.debits, footer.credits)
    seen = (
        sum(out),
        sum(into),
        None if footer.debits is None else len(out),
        None if footer.credits is None else len(into),
    )
    if told != seen:
        raise FooterDiffers


def ends(lines: Sequence[StatementLine]) -> tuple[int, int] | tuple[None, None]:
    """Give the balance before the first and after the last movement, where the rows carry balances."""
    final = booked(lines)
    if _first_break(final) is not None:
        final = final[::-1]
    if not final or final[0].balance_sen is None or final[-1].balance_sen is None:
        return None, None
    return final[0].balance_sen - final[0].amount_sen, final[-1].balance_sen


def _first_break(lines: Sequence[StatementLine]) -> StatementLine | None:
    before: int | None = None
    for line in lines:
        if before is not None:
            before += line.amount_sen
        if line.balance_sen is not None:
            if before is not None and line.balance_sen != before:
                return line
            before = line.balance_sen
    return None
