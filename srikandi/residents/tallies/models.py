"""Two small tables of counts, and the triggers that keep them.

A count is the sum of its rows. On SQLite, where one writes at a time, a trigger adds to the one row there is. On
PostgreSQL every statement only adds rows of what it changed: nobody waits for a count somebody else holds, two deeds
cannot lock each other out over it, and `fold_tallies` makes one row of many later.
"""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.database import Model, Trigger, register
from srikandi.residents.models import ResidentKind, ResidentStatus


class ResidentTally(Model):
    """People of a village by status, kind and who has visited them."""

    __tablename__ = "resident_tally"
    __table_args__ = (Index(None, "district_id", "village_code", "status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int]
    village_code: Mapped[str]
    status: Mapped[ResidentStatus]
    kind: Mapped[ResidentKind]
    verified_by: Mapped[int | None]
    people: Mapped[int]


class NeighbourhoodTally(Model):
    """People of an RT of a village by status."""

    __tablename__ = "neighbourhood_tally"
    __table_args__ = (Index(None, "district_id", "village_code", "rw", "rt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int]
    village_code: Mapped[str]
    rw: Mapped[str | None]
    rt: Mapped[str | None]
    status: Mapped[ResidentStatus]
    people: Mapped[int]


KEYS: dict[str, tuple[str, ...]] = {
    ResidentTally.__tablename__: ("district_id", "village_code", "status", "kind", "verified_by"),
    NeighbourhoodTally.__tablename__: ("district_id", "village_code", "rw", "rt", "status"),
}
"""What each counts people by."""
FOLLOWED = tuple(dict.fromkeys([*(one for keys in KEYS.values() for one in keys), "restricted_at", "erased_at"]))
IS_COUNTED = "restricted_at IS NULL AND erased_at IS NULL"


def _one_sqlite(row: str, number: int, *, unless: str = "") -> str:
    """Add a number to the counts one person stands in."""
    is_counted = f"{row}.restricted_at IS NULL AND {row}.erased_at IS NULL{unless}"
    steps = []
    for table, keys in KEYS.items():
        same = " AND ".join(f"{key} IS {row}.{key}" for key in keys)
        names, values = ", ".join(keys), ", ".join(f"{row}.{key}" for key in keys)
        steps.append(
            f"UPDATE {table} SET people = people + ({number}) "  # noqa: S608 - our own names
            f"WHERE id = (SELECT min(id) FROM {table} WHERE {same}) AND {is_counted}; "
            f"INSERT INTO {table} ({names}, people) SELECT {values}, {number} WHERE changes() = 0 AND {is_counted};"
        )
    return " ".join(steps)


def _all_postgresql(*changes: tuple[str, int], unless: str = "") -> str:
    """Write down by how much each count changes: so much for each person of these tables."""
    steps = []
    for table, keys in KEYS.items():
        names = ", ".join(keys)
        moved = " UNION ALL ".join(
            f"SELECT {names}, {number} AS people FROM {rows} WHERE {IS_COUNTED}{unless}"  # noqa: S608 - our own names
            for rows, number in changes
        )
        steps.append(
            f"INSERT INTO {table} ({names}, people) SELECT {names}, sum(people) FROM ({moved}) AS moved "  # noqa: S608 - our own names
            f"GROUP BY {names} HAVING sum(people) <> 0;"
        )
    return " ".join(steps)


def _is_changed(before: str, after: str, *, word: str) -> str:
    return " OR ".join(f"{before}.{one} {word} {after}.{one}" for one in FOLLOWED)


NOT_LISTED = " AND import_id IS NULL"
"""Who comes by a list is counted from the list, all at once: see `write_tallies`."""
register(
    Trigger(
        name="resident_brings_tally",
        table="resident",
        when="AFTER INSERT",
        each="STATEMENT",
        referencing="REFERENCING NEW TABLE AS fresh",
        condition="NEW.import_id IS NULL",
        sqlite={"AFTER INSERT": _one_sqlite("NEW", 1)},
        postgresql=_all_postgresql(("fresh", 1), unless=NOT_LISTED),
    )
)
register(
    Trigger(
        name="resident_moves_tally",
        table="resident",
        when="AFTER UPDATE",
        each="STATEMENT",
        referencing="REFERENCING OLD TABLE AS gone NEW TABLE AS fresh",
        condition=_is_changed("OLD", "NEW", word="IS NOT"),
        sqlite={f"AFTER UPDATE OF {', '.join(FOLLOWED)}": f"{_one_sqlite('OLD', -1)} {_one_sqlite('NEW', 1)}"},
        postgresql=(
            "IF EXISTS (SELECT FROM gone JOIN fresh USING (id) WHERE "
            f"{_is_changed('gone', 'fresh', word='IS DISTINCT FROM')}) THEN "
            f"{_all_postgresql(('gone', -1), ('fresh', 1))} END IF;"
        ),
    )
)
register(
    Trigger(
        name="resident_takes_tally",
        table="resident",
        when="AFTER DELETE",
        each="STATEMENT",
        referencing="REFERENCING OLD TABLE AS gone",
        sqlite={"AFTER DELETE": _one_sqlite("OLD", -1)},
        postgresql=_all_postgresql(("gone", -1)),
    )
)
