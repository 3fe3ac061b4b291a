"""Routines: work PostgreSQL does in one trip. SQLite lives in our own house and is handed the same steps one by one.

They stand beside the tables they write, as triggers do: `install` puts them back after every upgrade, and `missing`
names one that reads otherwise than the code says. They run with the rights of whoever calls them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

_routines: dict[str, Routine] = {}


@dataclass(frozen=True)
class Routine:
    """A PL/pgSQL function: what it `takes` and gives back as PostgreSQL writes its arguments, and its body."""

    name: str
    takes: str
    postgresql: str
    declare: str = ""

    @property
    def body(self) -> str:
        """The text PostgreSQL keeps."""
        declared = f"DECLARE {self.declare} " if self.declare else ""
        return f" {declared}BEGIN {self.postgresql} END "


def register_routine(routine: Routine) -> None:
    """Keep this routine from the next installation on."""
    _routines[routine.name] = routine


def install_routines(connection: Connection) -> None:
    """Make PostgreSQL's routines what the code says they are."""
    if connection.dialect.name == "sqlite":
        return
    for routine in _routines.values():
        made = f"CREATE OR REPLACE FUNCTION {routine.name}({routine.takes}) LANGUAGE plpgsql"
        connection.exec_driver_sql(f"{made} AS $rule${routine.body}$rule$")


def missing_routines(connection: Connection) -> list[str]:
    """Name the routines that should stand in this database and don't, or read otherwise."""
    if connection.dialect.name == "sqlite":
        return []
    asked = text("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
    existing: dict[str, str] = dict(connection.execute(asked).all())
    return [name for name, routine in _routines.items() if existing.get(name) != routine.body]
