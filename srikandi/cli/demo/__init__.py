"""`flask demo`: fill an empty instance with a district, its people and a year of the programme, all invented."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from srikandi import clock, ledger, programme
from srikandi.audit import Actor
from srikandi.cli.answers import answer, keeping
from srikandi.cli.demo.cast import LOGINS, PASSWORD, table
from srikandi.cli.demo.story import tell
from srikandi.errors import Conflict
from srikandi.places import districts
from srikandi.settings import Settings

group = AppGroup("demo", help="The demonstration: invented people, a real district.")
RESIDENTS = 2_000


class NotADemonstration(Conflict):
    """Invented people never come where real ones are."""

    message = "Data contoh hanya bisa dimuat di instans demonstrasi (SRIKANDI_ENV=demo)."


class NotEmpty(Conflict):
    """Something is here already."""

    message = "Sudah ada kabupaten di sini. Data contoh hanya dimuat ke basis data yang kosong."


class BookUneven(Conflict):
    """The story left the book in disorder, so none of it is kept."""

    message = "Buku kontribusi tidak sesuai setelah data contoh dimuat: %(findings)s"


@group.command()
@click.option(
    "--residents",
    default=RESIDENTS,
    show_default=True,
    type=click.IntRange(min=0),
    help="How many people; fewer than 1200 make no promises.",
)
@click.option("--if-empty", is_flag=True, help="Do nothing when a district is here already.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def load(residents: int, if_empty: bool, as_json: bool) -> None:
    """Load the demonstration: the district, its people, residents and a year of promises."""
    with keeping() as session:
        if districts(session):
            if not if_empty:
                raise NotEmpty
            answer({"ok": True, "loaded": False}, words="Data contoh sudah ada.", as_json=as_json)
            return
        settings: Settings = current_app.extensions["srikandi"]
        if not settings.is_demo:
            raise NotADemonstration
        stage = tell(session, residents=residents, now=clock.now(), public_url=settings.public_url)
        programme.lapse_ended(session, by=Actor.system("demo load"))
        if findings := ledger.verify(session):
            raise BookUneven(findings="; ".join(one.message for one in findings))
        facts = {"ok": True, "loaded": True, "residents": residents, "pledges": len(stage.pledges)}
        words = f"{stage.cast.district.name}: {residents} warga, {len(stage.pledges)} komitmen."
        answer(facts, words=words, as_json=as_json)


@group.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def logins(as_json: bool) -> None:
    """Print who can log in, with which password, and what they do."""
    people = [
        {"role": one.role.value, "address": one.address, "password": PASSWORD, "duty": one.duty} for one in LOGINS
    ]
    answer({"logins": people}, words=table(), as_json=as_json)
