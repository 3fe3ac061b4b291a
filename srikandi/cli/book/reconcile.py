"""`flask reconcile`: ask the card provider for everything that happened, and book what never reached us."""

from __future__ import annotations

from datetime import timedelta

import click
from flask import current_app

from srikandi import clock
from srikandi.audit import Actor
from srikandi.cli.answers import answer, refusing
from srikandi.database import current_session
from srikandi.payments import CardsUnavailable
from srikandi.payments.providers import connected
from srikandi.programme.receiving import recover

BY = Actor.system("flask reconcile")


@click.command("reconcile")
@click.option("--days", type=click.IntRange(1, 30), default=3, show_default=True, help="How far to look back.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def group(days: int, as_json: bool) -> None:
    """Book card payments whose notices were lost; asking again changes nothing."""
    provider = connected(current_app.extensions["srikandi"].stripe)
    with refusing():
        if provider is None:
            raise CardsUnavailable
        found = recover(current_session(), provider, since=clock.now() - timedelta(days=days), by=BY)
    facts = {
        "ok": not found.failed,
        "events": found.told,
        "new": found.new,
        "settled": found.settled,
        "dropped": found.dropped,
        "failed": found.failed,
    }
    words = (
        f"{found.told} kabar dari penyedia, {found.new} belum pernah sampai, {found.settled} pembayaran dibukukan, "
        f"{found.dropped} yang tidak jadi ditutup."
    )
    answer(facts, words=words, as_json=as_json)
    raise SystemExit(1 if found.failed else 0)
