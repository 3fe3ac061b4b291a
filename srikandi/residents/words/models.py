"""One row for each word of each name, in the order a search wants them, and the triggers that keep it so.

No foreign keys: the triggers follow the person, and an index by person would only be there to delete by.
"""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.database import Model, Trigger, register

BYTEWISE = Text().with_variant(Text(collation="C"), "postgresql")
"""Compared sign by sign, as SQLite does: only so is a beginning a range of an index."""


class ResidentWord(Model):
    """A word of somebody's name; the whole name stands beside it, so that further words need no other table."""

    __tablename__ = "resident_word"
    __table_args__ = ({"sqlite_with_rowid": False},)

    district_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    word: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)
    name_key: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)
    resident_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


_STRIKE_SQLITE = """
    DELETE FROM resident_word
    WHERE district_id = OLD.district_id AND name_key = OLD.name_key AND resident_id = OLD.id AND word IN (
        SELECT value FROM json_each('[' || replace(json_quote(OLD.name_key), ' ', '","') || ']')
    );
"""
_WRITE_SQLITE = """
    INSERT INTO resident_word (district_id, word, name_key, resident_id)
    SELECT NEW.district_id, value, NEW.name_key, NEW.id
    FROM json_each('[' || replace(json_quote(NEW.name_key), ' ', '","') || ']')
    WHERE value <> '' ON CONFLICT DO NOTHING;
"""
_STRIKE_POSTGRESQL = """
    DELETE FROM resident_word
    WHERE district_id = OLD.district_id AND name_key = OLD.name_key COLLATE "C" AND resident_id = OLD.id
    AND word IN (SELECT part COLLATE "C" FROM string_to_table(OLD.name_key, ' ') AS part);
"""
_WRITE_POSTGRESQL = """
    INSERT INTO resident_word (district_id, word, name_key, resident_id)
    SELECT NEW.district_id, part, NEW.name_key, NEW.id
    FROM string_to_table(NEW.name_key, ' ') AS part WHERE part <> '' ON CONFLICT DO NOTHING;
"""
_WRITE_FRESH_POSTGRESQL = """
    INSERT INTO resident_word (district_id, word, name_key, resident_id)
    SELECT district_id, part, name_key, id
    FROM fresh, string_to_table(name_key, ' ') AS part WHERE part <> '' AND import_id IS NULL ON CONFLICT DO NOTHING;
"""
WRITE_IMPORTED = {
    "sqlite": """
        INSERT INTO resident_word (district_id, word, name_key, resident_id)
        SELECT DISTINCT district_id, value, name_key, resident.id
        FROM resident, json_each('[' || replace(json_quote(name_key), ' ', '","') || ']')
        WHERE value <> '' AND import_id = :import_id ORDER BY 1, 2, 3, 4
    """,
    "postgresql": """
        INSERT INTO resident_word (district_id, word, name_key, resident_id)
        SELECT DISTINCT district_id, part COLLATE "C", name_key COLLATE "C", id
        FROM resident, string_to_table(name_key, ' ') AS part
        WHERE part <> '' AND import_id = :import_id ORDER BY 1, 2, 3, 4
    """,
}
"""Who comes by a list: a whole district in the order of the index costs a fifth of what it costs person by person."""

register(
    Trigger(
        name="resident_brings_words",
        table="resident",
        when="AFTER INSERT",
        each="STATEMENT",
        referencing="REFERENCING NEW TABLE AS fresh",
        sqlite={"AFTER INSERT": _WRITE_SQLITE},
        condition="NEW.import_id IS NULL",
        postgresql=_WRITE_FRESH_POSTGRESQL,
    )
)
register(
    Trigger(
        name="resident_changes_words",
        table="resident",
        when="AFTER UPDATE OF name_key, district_id",
        condition="OLD.name_key <> NEW.name_key OR OLD.district_id <> NEW.district_id",
        sqlite={"AFTER UPDATE OF name_key, district_id": f"{_STRIKE_SQLITE}{_WRITE_SQLITE}"},
        postgresql=f"{_STRIKE_POSTGRESQL}{_WRITE_POSTGRESQL}",
    )
)
register(
    Trigger(
        name="resident_takes_words",
        table="resident",
        when="AFTER DELETE",
        sqlite={"AFTER DELETE": _STRIKE_SQLITE},
        postgresql=_STRIKE_POSTGRESQL,
    )
)
