"""The decisions as rows for a file, and their totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from srikandi.money import SEN
from srikandi.payments.references import PaymentReference
from srikandi.payments.statements.matching.decisions import Action, LineDecision

COLUMNS = ("line", "action", "reference", "amount", "codes")


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of the report: a line, or one credited part of it. The amount is rupiah with two decimals."""

    line: int
    action: str
    reference: str
    amount: str
    codes: tuple[str, ...]

    def cells(self) -> tuple[str, str, str, str, str]:
        """Give the row as a CSV writes it; codes are parted by blanks."""
        return str(self.line), self.action, self.reference, self.amount, " ".join(self.codes)


def written(amount_sen: int) -> str:
    """Give an amount as the report writes it: `1134000.00`."""
    sign = "-" if amount_sen < 0 else ""
    return f"{sign}{abs(amount_sen) // SEN}.{abs(amount_sen) % SEN:02d}"


def report_rows(decisions: Iterable[LineDecision]) -> Iterator[ReportRow]:
    """Give a row for each line, and for each credited part of a batch."""
    for decision in decisions:
        shares: list[tuple[PaymentReference | None, int]] = [
            (part.reference, part.amount_sen) for part in decision.parts
        ]
        for reference, amount_sen in shares or [(decision.reference, decision.line.amount_sen)]:
            yield ReportRow(
                decision.line.number,
                decision.action.value,
                "" if reference is None else str(reference),
                written(amount_sen),
                tuple(code.value for code in decision.codes),
            )


def credited(decisions: Iterable[LineDecision]) -> dict[PaymentReference, int]:
    """Give what each reference has got in the end, in sen, less what was taken back."""
    totals: Counter[PaymentReference] = Counter()
    for decision in decisions:
        for part in decision.parts:
            totals[part.reference] += part.amount_sen
        if decision.action is Action.REVERSE and decision.reference is not None:
            totals[decision.reference] += decision.line.amount_sen
    return {reference: sen for reference, sen in totals.items() if sen}
