"""Every sample is read and decided exactly as its truth says, row by row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from srikandi.payments.references import PaymentReference
from srikandi.payments.statements import (
    Action,
    Bill,
    LineDecision,
    Statement,
    credited,
    decide,
    read_statement,
    report_rows,
)

SAMPLES = Path(__file__).parents[2] / "data" / "statements"
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")


def truth_of(path: Path) -> dict[str, Any]:
    return json.loads(path.with_suffix(".json").read_text())


def statement_of(path: Path) -> Statement:
    return read_statement(path.read_bytes(), filename=path.name)


def bills_of(truth: dict[str, Any]) -> list[Bill]:
    return [
        Bill(PaymentReference.parse(bill["reference"]), bill["company"], bill["amount"], bill["va"])
        for bill in truth["bills"]
    ]


def sen(amount: str) -> int:
    whole, _, rest = amount.partition(".")
    return int(whole + rest)


def as_truth(decision: LineDecision) -> dict[str, Any]:
    line = decision.line
    row: dict[str, Any] = {"date": line.booked_on.isoformat(), "amount": line.amount_sen, "action": decision.action}
    row["reference"] = None if decision.reference is None else str(decision.reference)
    row["codes"] = list(decision.codes)
    row["candidates"] = [str(candidate.reference) for candidate in decision.candidates]
    row["reverses"] = decision.reverses.index if decision.reverses else None
    row["twin_of"] = decision.twin_of.index if decision.twin_of else None
    return row


def expected(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "date": row["date"],
        "amount": sen(row["amount"]),
        "action": row["action"],
        "reference": row.get("reference"),
        "codes": row.get("codes", []),
        "candidates": row.get("candidates", []),
        "reverses": row.get("reverses"),
        "twin_of": row.get("twin_of"),
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_line_of_a_sample_is_decided_as_its_truth_says(path: Path) -> None:
    truth = truth_of(path)

    decisions = decide(statement_of(path).lines, bills=bills_of(truth))

    assert [as_truth(decision) for decision in decisions] == [expected(row) for row in truth["rows"]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_each_reference_gets_adds_up(path: Path) -> None:
    truth = truth_of(path)
    decisions = decide(statement_of(path).lines, bills=bills_of(truth))

    got = {str(reference): amount for reference, amount in credited(decisions).items()}
    waiting = sum(one.line.amount_sen for one in decisions if one.action is Action.REVIEW)

    assert got == {reference: sen(amount) for reference, amount in truth["expected"]["credited"].items()}
    assert sum(got.values()) == sen(truth["expected"]["credited_total"])
    assert waiting == sen(truth["expected"]["review_total"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_account_lines_and_balances_are_those_of_the_file(path: Path) -> None:
    truth, statement = truth_of(path), statement_of(path)
    told = truth["file"]

    assert statement.account == (None if path.name.startswith("bni") else told["account"])
    if statement.opening_sen is not None:
        assert (statement.opening_sen, statement.closing_sen) == (
            sen(told["opening_balance"]),
            sen(told["closing_balance"]),
        )
    assert [line.number for line in statement.lines] == [row.get("line", row["index"]) for row in truth["rows"]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_report_has_a_row_for_every_line(path: Path) -> None:
    truth = truth_of(path)

    rows = list(report_rows(decide(statement_of(path).lines, bills=bills_of(truth))))

    assert [(row.action, row.reference, row.amount) for row in rows] == [
        (row["action"], row.get("reference", ""), row["amount"]) for row in truth["rows"]
    ]
