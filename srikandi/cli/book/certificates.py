"""`flask certificates`: is this file one of our papers, to the last bit?"""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from srikandi import signs
from srikandi.cli.answers import answer, keeping
from srikandi.documents import DocumentStatus, check_address, find_by_bytes

group = AppGroup("certificates", help="Papers this instance has issued.")


@group.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def verify(file: Path, as_json: bool) -> None:
    """Compare a PDF's SHA-256 with every paper issued here; 0 when it is one and valid, 1 when it is not."""
    content = file.read_bytes()
    with keeping(write=False) as session:
        paper = find_by_bytes(session, content)
        facts = {
            "ok": paper.status is DocumentStatus.VALID,
            "kind": paper.kind.value,
            "serial": paper.serial,
            "code": signs.printed(paper.code),
            "status": paper.status.value,
            "reason": paper.ended_reason,
            "sha256": paper.pdf_hash,
            "address": check_address(paper.code),
        }
    words = f"{facts['serial']} ({facts['code']}): asli, {WORDS[paper.status]}. {facts['address']}"
    answer(facts, words=words, as_json=as_json)
    raise SystemExit(0 if facts["ok"] else 1)


WORDS = {
    DocumentStatus.VALID: "berlaku",
    DocumentStatus.SUPERSEDED: "sudah digantikan",
    DocumentStatus.REVOKED: "sudah dicabut",
}
