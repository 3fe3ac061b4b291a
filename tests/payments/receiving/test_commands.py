"""`flask bank import` says the same as the pages, and a trial books nothing."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from srikandi import pledges
from srikandi.money import Money
from srikandi.payments import BankStatement, StatementLine
from tests.payments.receiving.making import a_bca_file, a_desk, transfer

SAMPLES = Path(__file__).parents[2] / "data" / "statements"
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")


@pytest.fixture
def desk(session):
    made = a_desk(session)
    session.commit()
    return made


def run(app, *args):
    return app.test_cli_runner().invoke(args=["bank", "import", *map(str, args)])


def rows_of(report):
    return list(csv.DictReader(report.read_text().splitlines()))


def test_a_file_is_booked_and_reported(app, session, desk, tmp_path):
    code = pledges.printed(desk.payer.reference)
    file, report = tmp_path / "mutasi.csv", tmp_path / "hasil.csv"
    file.write_bytes(a_bca_file([transfer(37_800, f"IURAN {code}"), transfer(5_000, "SUMBANGAN")]))
    made = run(app, file, "--account", "bangka-bca", "--report", report, "--json")
    assert made.exit_code == 0, made.output
    facts = json.loads(made.stdout)
    assert (facts["lines"], facts["new"], facts["credit"], facts["review"]) == (2, 2, 1, 1)
    rows = rows_of(report)
    assert [(row["action"], row["amount"]) for row in rows] == [("credit", "37800.00"), ("review", "5000.00")]
    session.rollback()
    assert pledges.payers_of(session, desk.pledge.id)[0].received == Money(37_800)
    again = run(app, file, "--account", "bangka-bca", "--json")
    assert (again.exit_code, json.loads(again.stdout)["new"]) == (0, 0)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_sample_against_its_own_bills_says_what_its_truth_says(app, session, file, tmp_path):
    truth = json.loads(file.with_suffix(".json").read_text())
    bills, report = tmp_path / "bills.csv", tmp_path / "report.csv"
    with bills.open("w", newline="") as target:
        writer = csv.DictWriter(target, ["reference", "company", "amount", "va"])
        writer.writeheader()
        writer.writerows(truth["bills"])
    made = run(app, file, "--account", "apa-saja", "--dry-run", "--bills", bills, "--report", report, "--json")
    assert made.exit_code == 0, made.output
    facts = json.loads(made.stdout)
    assert {word: facts[word] for word in truth["summary"]} == truth["summary"]
    assert len(rows_of(report)) >= len(truth["rows"])
    assert session.scalar(select(func.count(StatementLine.id))) == 0


def test_a_trial_books_nothing(app, session, desk, tmp_path):
    file = tmp_path / "mutasi.csv"
    file.write_bytes(a_bca_file([transfer(5_000, "SUMBANGAN")]))
    made = run(app, file, "--account", "bangka-bca", "--dry-run", "--json")
    assert json.loads(made.stdout)["review"] == 1
    session.rollback()
    assert session.scalar(select(func.count(BankStatement.id))) == 0


def test_an_unknown_account_is_refused_with_one(app, desk, tmp_path):
    file = tmp_path / "mutasi.csv"
    file.write_bytes(a_bca_file([transfer(5_000, "SUMBANGAN")]))
    assert run(app, file, "--account", "tidak-ada").exit_code == 1
    assert run(app, tmp_path / "tidak-ada.csv", "--account", "bangka-bca").exit_code == 2


def test_an_account_is_opened_once(app, session, desk):
    words = ["bank", "open", "baru", "--district", "19.01", "--bank", "BRI", "--number", "1", "--holder", "Forum"]
    assert app.test_cli_runner().invoke(args=words).exit_code == 0
    assert app.test_cli_runner().invoke(args=words).exit_code == 1


def test_a_file_that_contradicts_what_stands_there_is_booked_only_by_who_is_sure(app, session, desk, tmp_path):
    first, second = tmp_path / "satu.csv", tmp_path / "dua.csv"
    first.write_bytes(a_bca_file([transfer(5_000, "A")], days=(1, 5)))
    second.write_bytes(a_bca_file([transfer(7_000, "B", 7)], opening=100_006_000, days=(6, 10)))
    assert run(app, first, "--account", "bangka-bca").exit_code == 0
    refused = run(app, second, "--account", "bangka-bca")
    assert (refused.exit_code != 0, "selisih Rp1.000" in refused.output) == (True, True)
    assert session.scalar(select(func.count(StatementLine.id))) == 1
    session.rollback()
    assert run(app, second, "--account", "bangka-bca", "--as-it-is").exit_code == 0
    assert session.scalar(select(func.count(StatementLine.id))) == 2
