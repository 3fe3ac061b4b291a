"""`flask ledger`: add the book up again, and print it."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter
from typing import Any

import click
from flask.cli import AppGroup

from srikandi import ledger, programme, seals
from srikandi.cli.answers import keeping
from srikandi.ledger import Finding

ROOMS = (ledger, programme)
"""Whose checks `verify` runs: a room registers its own when it is imported."""

ANCHOR = click.Path(exists=True, dir_okay=False, path_type=Path)
group = AppGroup("ledger", help="The book: accounts, journals, transfers.")


@group.command()
@click.option("--anchor", type=ANCHOR, help="A kept head: the page's JSON, or lines such as `12 8f3a...`.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def verify(anchor: Path | None, as_json: bool) -> None:
    """Re-add and re-hash the whole book and every seal, and name what is wrong."""
    begun = perf_counter()
    with keeping(write=False) as session:
        kept = seals.read_anchor(anchor.read_text(errors="replace")) if anchor else {}
        findings = ledger.verify(session)
        findings += [Finding("anchor", one.subject, one.message) for one in seals.against(session, kept)]
        rows = seals.sealed_rows(session)
    seconds = perf_counter() - begun
    if as_json:
        found = [{"check": one.check, "subject": one.subject, "message": one.message} for one in findings]
        pace = {"sealed_rows": rows, "seconds": round(seconds, 3), "anchors": len(kept)}
        click.echo(json.dumps({"ok": not findings, "findings": found, **pace}, ensure_ascii=False))
    else:
        for one in findings:
            click.echo(f"{one.check}\t{one.subject}\t{one.message}")
        click.echo(f"{rows} baris tersegel diperiksa dalam {seconds:.1f} detik ({rows / seconds:.0f} baris/detik).")
        click.echo("Buku sesuai." if not findings else f"Buku tidak sesuai: {len(findings)} temuan.")
    raise SystemExit(1 if findings else 0)


@group.command("trial-balance")
@click.option("--district", "district_id", type=int, help="Only this district's accounts, by its number.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def trial_balance(district_id: int | None, as_json: bool) -> None:
    """Print every account with what stands on it, and both sums."""
    with keeping(write=False) as session:
        trial = ledger.trial_balance(session, district_id=district_id)
        accounts = [_account(row) for row in trial.rows]
    totals = {"debit": trial.debit.rupiah, "credit": trial.credit.rupiah}
    if as_json:
        click.echo(json.dumps({"ok": trial.is_even, "accounts": accounts, "totals": totals}, ensure_ascii=False))
    else:
        for one in [*accounts, {"code": "", "name": "Jumlah", **totals}]:
            click.echo(f"{one['code']:<40} {one['name']:<42} {_figure(one['debit'])} {_figure(one['credit'])}")
    raise SystemExit(0 if trial.is_even else 1)


def _account(row: ledger.TrialRow) -> dict[str, Any]:
    account = row.account
    return {
        "code": account.code,
        "kind": account.kind,
        "name": account.name,
        "district_id": account.district_id,
        "party_id": account.party_id,
        "contract_id": account.contract_id,
        "side": account.side.value,
        "debits": row.debits.rupiah,
        "credits": row.credits.rupiah,
        "debit": row.debit.rupiah,
        "credit": row.credit.rupiah,
        "balance": row.balance.rupiah,
    }


def _figure(rupiah: int) -> str:
    return f"{rupiah:>18,}".replace(",", ".")
