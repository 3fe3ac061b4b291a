"""Routines: work PostgreSQL does in one trip. SQLite lives in our own house and is handed the same steps one by one.

They stand beside the tables they write, as triggers do: `install` puts them back after every upgrade, and `missing`
names one that reads otherwise than the code says. They run with the rights of whoever calls them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, bindparam, text

OURS = "FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
_routines: dict[str, Routine] = {}


@dataclass(frozen=True)
class Routine:
    """A PL/pgSQL function: what it `takes` and `gives` as PostgreSQL writes them, and its body."""

    name: str
    takes: str
    gives: str
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
    known: BindParameter[str] = bindparam("names", expanding=True)
    stale = text(f"SELECT oid::regprocedure::text {OURS} AND proname IN :names").bindparams(known)
    for signature in connection.scalars(stale, {"names": list(_routines)}).all():
        connection.exec_driver_sql(f"DROP FUNCTION {signature}")  # It may have taken something else.
    for routine in _routines.values():
        made = f"CREATE FUNCTION {routine.name}({routine.takes}) RETURNS {routine.gives} LANGUAGE plpgsql"
        connection.exec_driver_sql(f"{made} AS $rule${routine.body}$rule$")


def missing_routines(connection: Connection) -> list[str]:
    """Name the routines that should stand in this database and don't, or read otherwise."""
    if connection.dialect.name == "sqlite":
        return []
    existing: dict[str, str] = dict(connection.execute(text(f"SELECT proname, prosrc {OURS}")).all())
    return [name for name, routine in _routines.items() if existing.get(name) != routine.body]
