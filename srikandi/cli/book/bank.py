"""`flask bank`: bring a statement in, or try one against a list of bills without booking anything."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.cli.answers import answer, keeping, opened, refusing
from srikandi.money import SEN
from srikandi.payments.banking import NewAccount, account_by_code, check_account, continuity, open_account
from srikandi.payments.destinations import found_direct, vouch
from srikandi.payments.statements import (
    COLUMNS,
    READ,
    Bill,
    LineDecision,
    Statement,
    credited,
    decide,
    read_bills,
    read_statement,
    report_rows,
)
from srikandi.places import district_by_code
from srikandi.programme.receiving import bills_for_reading, import_in_steps

group = AppGroup("bank", help="Collection accounts and their statements.")
BY = Actor.system("flask bank")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@group.command("open")
@click.argument("code")
@click.option("--district", required=True, help="Code of the district, such as 19.01.")
@click.option("--bank", required=True, help="Name of the bank.")
@click.option("--number", required=True, help="Number of the account.")
@click.option("--holder", required=True, help="Whose name it is in.")
def open_(code: str, district: str, bank: str, number: str, holder: str) -> None:
    """Let a district collect on an account, known here by the short name CODE."""
    with keeping() as session:
        new = NewAccount(code, bank, number, holder)
        open_account(session, new, district_id=district_by_code(session, district).id, by=BY)
    click.echo(f"{code}: {bank} {number}")


@group.command("vouch")
@click.argument("code")
def vouch_(code: str) -> None:
    """Vouch for the account CODE as it stands, when it was registered before changes took two people."""
    with keeping() as session:
        vouch(session, account_by_code(session, code), reason="Dipastikan di mesin ini", by=BY)
    click.echo(code)


@group.command("direct")
@click.argument("number")
@click.option("--district", required=True, help="Code of the district, such as 19.01.")
@click.option("--holder", default="BPJS Kesehatan", show_default=True, help="Whose name it shows.")
def direct(number: str, district: str, holder: str) -> None:
    """Tell a new district's companies the virtual account NUMBER (16 digits) to pay BPJS Kesehatan by."""
    with keeping() as session:
        found_direct(session, number, holder=holder, district_id=district_by_code(session, district).id, by=BY)
    click.echo(number)


@group.command("import")
@click.argument("file", type=FILE)
@click.option("--account", "code", required=True, help="Short name of the account, such as bangka-bca.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write what each line means, as CSV.")
@click.option("--dry-run", is_flag=True, help="Book nothing.")
@click.option("--as-it-is", "is_sure", is_flag=True, help="Book it although it contradicts what stands there.")
@click.option("--bills", type=FILE, help="Compare with this CSV of reference, company, amount; books nothing.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def import_(
    file: Path, code: str, report: Path | None, dry_run: bool, is_sure: bool, bills: Path | None, as_json: bool
) -> None:
    """Read FILE and book what is new in it; the same file again adds nothing."""
    is_trial = dry_run or bills is not None
    remarks: list[str] = []
    with refusing():
        decisions, new = _tried(file, code, bills) if is_trial else _imported(file, code, remarks, is_sure=is_sure)
    if report is not None:
        _write(report, decisions)
    facts = {**_facts(decisions, new=new), "remarks": remarks}
    for words in remarks:
        click.echo(words, err=True)
    words = ", ".join(f"{facts[action.value]} {action.value}" for action in READ)
    answer(facts, words=f"{facts['lines']} mutasi, {new} baru: {words}.", as_json=as_json)


def _imported(file: Path, code: str, remarks: list[str], *, is_sure: bool) -> tuple[tuple[LineDecision, ...], int]:
    """Keep and book in steps, however long the file; stopped and called again with it, the command goes on."""
    with opened(False) as session:
        account_id = account_by_code(session, code).id
    made = import_in_steps(account_id, file.read_bytes(), opened, filename=file.name, is_sure=is_sure, by=BY)
    if made.is_repeat:
        click.echo("Berkas ini sudah pernah diimpor. Tidak ada yang ditambahkan.", err=True)
    with opened(False) as session:
        remarks += [one.words for one in continuity(session, made.statement)]
        return made.decisions, 0 if made.is_repeat else made.statement.lines_new


def _tried(file: Path, code: str, own: Path | None) -> tuple[tuple[LineDecision, ...], int]:
    statement = read_statement(file.read_bytes(), filename=file.name)
    with opened(False) as session:
        bills = _bills(session, statement, code) if own is None else read_bills(own.read_bytes())
    return tuple(decide(statement.lines, bills=bills)), 0


def _bills(session: Session, statement: Statement, code: str) -> list[Bill]:
    """Give the open bills of the account's district. Raises: AccountNotFound, WrongAccount."""
    account = account_by_code(session, code)
    check_account(account, statement)
    return bills_for_reading(session, account.district_id)


def _write(report: Path, decisions: tuple[LineDecision, ...]) -> None:
    with report.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow(COLUMNS)
        writer.writerows(row.cells() for row in report_rows(decisions))


def _facts(decisions: tuple[LineDecision, ...], *, new: int) -> dict[str, object]:
    counted = Counter(decision.action for decision in decisions)
    sums = {str(reference): sen // SEN for reference, sen in credited(decisions).items()}
    return {
        "ok": True,
        "lines": len(decisions),
        "new": new,
        **{action.value: counted[action] for action in READ},
        "credited": sums,
    }
