"""`flask ledger seal`: seal what was written since the last block."""

from __future__ import annotations

import json
from pathlib import Path

import click

from srikandi import seals
from srikandi.audit import Actor
from srikandi.cli.answers import answer, keeping
from srikandi.cli.book.ledger import group as ledger_group
from srikandi.database import current_session
from srikandi.seals import NotProved

SEALER = Actor.system("flask ledger seal")


@ledger_group.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def seal(as_json: bool) -> None:
    """Seal what was written since the last block, and print the head to keep elsewhere."""
    with keeping(write=False):
        pass
    number = seals.seal_in_steps(current_session(), by=SEALER)
    with keeping(write=False) as session:
        block = seals.newest_block(session)
        facts = {
            "ok": True,
            "sealed": number is not None,
            "number": block.number if block else None,
            "head": block.head.hex() if block else None,
            "rows": seals.sealed_rows(session),
        }
    words = "Tidak ada yang baru untuk disegel." if number is None else "{number} {head}".format(**facts)
    answer(facts, words=words, as_json=as_json)


@ledger_group.command("check-proof")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--public-key", "public_keys", multiple=True, required=True, help="Hex, from the page /segel.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def check_proof(file: Path, public_keys: tuple[str, ...], as_json: bool) -> None:
    """Check a proof with the public key alone; no database is asked."""
    try:
        proved = seals.check_proof(seals.read_proof(file.read_text("utf-8")), *public_keys)
    except (NotProved, UnicodeDecodeError) as trouble:
        answer({"ok": False, "error": str(trouble)}, words=f"Tidak terbukti: {trouble}", as_json=as_json)
        raise SystemExit(1) from trouble
    facts = {"ok": True, "claim": proved.claim, "heads": proved.heads}
    answer(facts, words=f"Terbukti: {json.dumps(proved.claim)}", as_json=as_json)
