"""`flask rights`: who was erased, to keep beside the backups, and how a restored backup forgets them again."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import nominations, residents
from srikandi.audit import Actor
from srikandi.cli.answers import answer, keeping, refusing
from srikandi.database import current_session
from srikandi.programme import rights as answers
from srikandi.residents import Resident
from srikandi.rights import Erasure

group = AppGroup("rights", help="Rights of people over their data.")
RESTORER = Actor.system("flask rights erase-again")
ONCE_MORE = "Terhapus sebelum cadangan ini dipulihkan."
KEEPER = Actor.system("flask rights keep-time")
COLUMNS = ("row", "hash", "erased_at")


@group.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def erasures(as_json: bool) -> None:
    """Print who was erased: row numbers and hashes, no names. Keep it beside the backups, newer than each of them."""
    with keeping(write=False) as session:
        found = session.scalars(select(Erasure).order_by(Erasure.id)).all()
        rows = [(str(one.resident_id), one.row_hash, one.erased_at.isoformat()) for one in found]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *rows])
    answer(
        {"ok": True, "erasures": [dict(zip(COLUMNS, row, strict=True)) for row in rows]},
        words=text.getvalue().rstrip("\n"),
        as_json=as_json,
    )


@group.command("erase-again")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def erase_again(file: Path, as_json: bool) -> None:
    """Destroy the keys again of whom a restored backup has brought back."""
    with file.open(newline="", encoding="utf-8") as source:
        listed = [(int(row["row"]), row["hash"]) for row in csv.DictReader(source)]
    done = 0
    for resident_id, lost in listed:
        with keeping() as session:
            done += _forget_again(session, resident_id, lost)
    words = f"{done} dari {len(listed)} orang dihapus lagi; yang lain memang sudah terhapus."
    answer({"ok": True, "listed": len(listed), "erased_again": done}, words=words, as_json=as_json)


def _forget_again(session: Session, resident_id: int, lost: str) -> bool:
    resident = session.get(Resident, resident_id)
    named = nominations.about(session, resident) if resident else ()
    if not residents.forget_again(session, resident_id, lost=lost, by=RESTORER):
        return False
    for one in named:
        nominations.withdraw(session, one, reason=ONCE_MORE, by=RESTORER)
    answers.forget_beside(session, resident_id)
    return True


@group.command("keep-time")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def keep_time(as_json: bool) -> None:
    """Do the daily round now: list who is due, erase whose day has come."""
    with refusing():
        counts = answers.keep_time(current_session(), by=KEEPER)
    words = "{listed} orang didaftar, {erased} orang dihapus, {forgotten} usulan dilupakan.".format(**counts)
    answer({"ok": True, **counts}, words=words, as_json=as_json)
