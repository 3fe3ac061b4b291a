"""How every command answers: in words or as JSON; 0 when done, 1 when refused, 2 when called wrongly (click's own)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from srikandi.database import current_session, db, unit_of_work
from srikandi.errors import Refusal

NO_SCHEMA = "Basis data ini masih kosong. Jalankan dulu: flask db upgrade"


def answer(facts: dict[str, Any], *, words: str, as_json: bool) -> None:
    """Print the facts as JSON, or the words."""
    click.echo(json.dumps(facts, ensure_ascii=False, default=str) if as_json else words)


@contextmanager
def keeping(*, write: bool = True) -> Iterator[Session]:
    """Give a session and keep what is done with it; a refusal is printed and ends the command with 1."""
    with refusing(), unit_of_work(current_session(), write=write) as work:
        yield work.session


@contextmanager
def opened(write: bool) -> Iterator[Session]:
    """Open one of the units of a work of many."""
    with unit_of_work(current_session(), write=write) as work:
        yield work.session


@contextmanager
def refusing() -> Iterator[None]:
    """Print a refusal and end the command with 1, for work that opens units of its own."""
    try:
        yield
    except Refusal as refusal:
        _refuse(str(refusal))
    except (OperationalError, ProgrammingError) as error:
        if inspect(db.engine).has_table("alembic_version"):
            raise
        _refuse(NO_SCHEMA, because=error)


def _refuse(sentence: str, *, because: Exception | None = None) -> NoReturn:
    if click.get_current_context().params.get("as_json"):
        click.echo(json.dumps({"ok": False, "error": sentence}, ensure_ascii=False))
    click.echo(sentence, err=True)
    raise SystemExit(1) from because
