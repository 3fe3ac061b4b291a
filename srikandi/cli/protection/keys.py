"""`flask keys`: which keys stand over what is sealed, and how it comes under the newest one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy import Column, bindparam, func, select, update

from srikandi.cli.answers import answer, keeping
from srikandi.cli.db.tables import METADATA
from srikandi.database import DESTROYED, Sealed, SealedText, newest_form, sealed_again

group = AppGroup("keys", help="The keys over identities.")
AT_ONCE = 500


@group.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def status(as_json: bool) -> None:
    """Count what stands under the newest key, what stands under an older one, and what was destroyed."""
    with keeping(write=False) as session:
        columns = {f"{one.table.name}.{one.name}": _counts(session, one) for one in _sealed()}
    older = sum(counts["older"] for counts in columns.values())
    lines = [f"{name}: {counts['newest']} / {counts['older']}" for name, counts in columns.items()]
    words = "\n".join(["Kunci terbaru / kunci lama:", *lines])
    answer({"ok": older == 0, "older": older, "columns": columns}, words=words, as_json=as_json)


@group.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def rotate(as_json: bool) -> None:
    """Seal everything again under the newest key, 500 rows at a time; a run that was stopped is begun again."""
    done = 0
    for column in _sealed():
        while count := _some(column):
            done += count
    answer(
        {"ok": True, "sealed_again": done}, words=f"{done} nilai disegel ulang dengan kunci terbaru.", as_json=as_json
    )


def _sealed() -> Iterator[Column[Any]]:
    for table in METADATA.sorted_tables:
        yield from (column for column in table.columns if isinstance(column.type, SealedText))


def _older(column: Column[Any]) -> Any:
    text = func.substr(column, 1, len(newest_form()))
    return (column.is_not(None)) & (text != newest_form()) & (text != DESTROYED)


def _counts(session: Any, column: Column[Any]) -> dict[str, int]:
    text = func.substr(column, 1, len(newest_form()))
    counted = [func.count().filter(one) for one in (text == newest_form(), _older(column), text == DESTROYED)]
    return dict(zip(("newest", "older", "destroyed"), session.execute(select(*counted)).one(), strict=True))


def _some(column: Column[Any]) -> int:
    """Seal some values again; one that somebody changes meanwhile is left to the next round."""
    table = column.table
    with keeping() as session:
        asked = select(table.c.id, table.c.uid, column).where(_older(column)).limit(AT_ONCE)
        values = [
            {"this": key, "was": old, "now": Sealed(sealed_again(old.stored, place=old.place, row=uid), old.place)}
            for key, uid, old in session.execute(asked)
        ]
        if values:
            same = table.c.id == bindparam("this"), column == bindparam("was")
            session.connection().execute(update(table).where(*same).values({column: bindparam("now")}), values)
    return len(values)
