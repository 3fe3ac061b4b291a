"""How every command answers: in words or as JSON; 0 when done, 1 when refused, 2 when called wrongly (click's own)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy.orm import Session

from srikandi.database import current_session, unit_of_work
from srikandi.errors import Refusal


def answer(facts: dict[str, Any], *, words: str, as_json: bool) -> None:
    """Print the facts as JSON, or the words."""
    click.echo(json.dumps(facts, ensure_ascii=False, default=str) if as_json else words)


@contextmanager
def keeping(*, write: bool = True) -> Iterator[Session]:
    """Give a session and keep what is done with it; a refusal is printed and ends the command with 1."""
    try:
        with unit_of_work(current_session(), write=write) as work:
            yield work.session
    except Refusal as refusal:
        if click.get_current_context().params.get("as_json"):
            click.echo(json.dumps({"ok": False, "error": str(refusal)}, ensure_ascii=False))
        click.echo(str(refusal), err=True)
        raise SystemExit(1) from None
