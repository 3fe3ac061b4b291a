"""Every door of the house: address, method, what it asks for, who has that.

`python -m tests.house.routes` writes docs/authorization.csv; read what it changed before it is committed.
"""

from __future__ import annotations

import csv
import io
import tempfile
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from flask import Flask

from srikandi import create_app
from srikandi.users import ROLE_PERMISSIONS, Role
from srikandi.web.guard import PUBLIC, access_of
from tests.house.laws.law import ROOT
from tests.settings import settings_for

CSV = ROOT / "docs" / "authorization.csv"
UNASKED = {"HEAD", "OPTIONS"}
EVERYBODY = "everybody"


@dataclass(frozen=True, order=True)
class Door:
    """One route with one method."""

    route: str
    method: str
    endpoint: str
    access: str
    roles: str

    def opens_to(self, role: Role | None) -> bool:
        """May somebody in this role, or nobody signed in, come in?"""
        return self.roles == EVERYBODY or (role is not None and role.value in self.roles.split())


def doors(app: Flask) -> list[Door]:
    """Give every route and method of the application, in the order of their addresses."""
    return sorted(
        Door(rule.rule, method, rule.endpoint, access := access_of(app, rule.endpoint) or "", _roles(access))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - UNASKED
    )


def _roles(access: str) -> str:
    if access == PUBLIC:
        return EVERYBODY
    return " ".join(role.value for role in Role if access in ROLE_PERMISSIONS[role])


def as_csv(found: list[Door]) -> str:
    """Give the doors as docs/authorization.csv has them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(field.name for field in fields(Door))
    writer.writerows(astuple(door) for door in found)
    return out.getvalue()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = create_app(settings_for(f"sqlite:///{folder}/routes.sqlite3", Path(folder)))
        CSV.write_text(as_csv(doors(made)), encoding="utf-8")
