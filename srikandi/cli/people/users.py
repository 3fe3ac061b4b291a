"""`flask users`: make, list and end accounts from the machine itself."""

from __future__ import annotations

import getpass
import json
import sys

import click
from flask.cli import AppGroup

from srikandi.audit import Actor
from srikandi.cli.answers import answer, keeping
from srikandi.errors import NotFound
from srikandi.users import Post, Role, add_user, end_user, find_user, grant, live_people

group = AppGroup("users", help="People and their roles.")
BY = Actor.system("flask users")


@group.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--district", type=int, help="Number of the district the role is held in.")
@click.option("--organisation", type=int, help="Number of the organisation.")
@click.option("--village", help="Code of the village.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def create(
    email: str, name: str, role: str, district: int | None, organisation: int | None, village: str | None, as_json: bool
) -> None:
    """Make an account with one role; the password is asked for, or read from standard input."""
    asked = sys.stdin.isatty()
    password = getpass.getpass("Kata sandi: ") if asked else sys.stdin.readline().rstrip("\n")
    with keeping() as session:
        user = add_user(session, email, name=name, password=password)
        grant(session, user, post=Post(Role(role), district, organisation, village), by=BY)
        answer({"ok": True, "email": user.email, "role": role}, words=f"{user.email}: {role}", as_json=as_json)


@group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def list_(as_json: bool) -> None:
    """List everybody with a live role."""
    with keeping(write=False) as session:
        people = [
            {
                "email": user.email,
                "name": user.name,
                "role": membership.role.value,
                "until": str(membership.until_on or ""),
            }
            for user, membership in live_people(session)
        ]
    if as_json:
        click.echo(json.dumps(people, ensure_ascii=False))
    else:
        for person in people:
            click.echo(f"{person['email']:40} {person['role']:10} {person['name']}")


@group.command()
@click.argument("email")
@click.option("--reason", required=True, help="Why the account is closed.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def end(email: str, reason: str, as_json: bool) -> None:
    """Close an account and sign its owner out everywhere."""
    with keeping() as session:
        user = find_user(session, email)
        if user is None or user.ended_at is not None:
            raise NotFound("Tidak ada akun dengan alamat %(email)s.", email=email)
        end_user(session, user, reason=reason, by=BY)
        answer({"ok": True, "email": user.email}, words=f"{user.email}: ditutup", as_json=as_json)
