"""One journal and its arrows, as each engine takes them: all of it, or nothing.

A transfer finds its accounts by their codes while it is written. On SQLite, which lives in our own house, these are
four plain statements. PostgreSQL is a journey away: there a routine takes the same steps in one trip, and its block
with an EXCEPTION is the savepoint (docs/decisions/0044). It tries without waiting first: what it held is free again
before it waits. It answers with the journal's number, or the name of the rule that was broken. It asks for the count of
its arrows in a query of its own, or PostgreSQL would plan each posting anew for its own count (docs/decisions/0056).
"""

from __future__ import annotations

from sqlalchemy import Connection

from srikandi.database import Routine, as_text, list_text, register_routine, tell
from srikandi.ledger.writing.keeping import CROWDED, MAY_WAIT
from srikandi.ledger.writing.rows import JOURNAL, REFUSALS, TRANSFER, Arrows, JournalRow, savepoint

NAMES = ", ".join(JOURNAL)
PLACES = ", ".join("?" * len(JOURNAL))
ARROWS = ", ".join(TRANSFER)
INSERT_JOURNAL = f"INSERT INTO journal ({NAMES}) VALUES ({PLACES}) ON CONFLICT DO NOTHING RETURNING id"  # noqa: S608 - our own names
INSERT_TRANSFER = f"""INSERT INTO transfer ({ARROWS}) VALUES
    (?, (SELECT id FROM account WHERE code = ?), (SELECT id FROM account WHERE code = ?), ?)"""  # noqa: S608 - our own names
KNOWN = ", ".join(f"'{name}'" for name in REFUSALS)
GIVEN = ", ".join(f"${place}" for place, _ in enumerate(JOURNAL, 1))
WRITE_JOURNAL = f"SELECT write_journal({', '.join(['%s'] * (len(JOURNAL) + 3))})"

register_routine(
    Routine(
        name="write_journal",
        takes=f"{', '.join(JOURNAL.values())}, debits text[], credits text[], amounts bigint[]",
        gives="text",
        declare="written bigint; broken text; left_empty text; has_waited boolean := false;",
        postgresql=f"""
            LOOP
                BEGIN
                    INSERT INTO journal ({NAMES}) VALUES ({GIVEN}) ON CONFLICT DO NOTHING RETURNING id INTO written;
                    IF written IS NOT NULL THEN
                        INSERT INTO transfer ({ARROWS})
                        SELECT written, (SELECT id FROM account WHERE code = debits[place]),
                            (SELECT id FROM account WHERE code = credits[place]), amounts[place]
                        FROM generate_series(1, (SELECT cardinality(amounts))) AS place;
                    END IF;
                    EXIT;
                EXCEPTION
                    WHEN SQLSTATE '{CROWDED}' THEN
                        PERFORM set_config('{MAY_WAIT}', 'yes', true);
                        has_waited := true;
                    WHEN integrity_constraint_violation THEN
                        GET STACKED DIAGNOSTICS broken = CONSTRAINT_NAME, left_empty = COLUMN_NAME;
                        broken := coalesce(nullif(broken, ''), left_empty);
                        IF broken NOT IN ({KNOWN}) THEN RAISE; END IF;
                        EXIT;
                END;
            END LOOP;
            IF has_waited THEN
                PERFORM set_config('{MAY_WAIT}', 'no', true);
            END IF;
            RETURN coalesce(broken, written::text);
        """,  # noqa: S608 - our own names
    )
)


def _in_steps(connection: Connection, row: JournalRow, arrows: Arrows) -> int | None:
    with savepoint(connection):
        found = tell(connection, INSERT_JOURNAL, row).fetchone()
        if found is None:
            return None
        for arrow in arrows:
            tell(connection, INSERT_TRANSFER, (found[0], *arrow))
    return int(found[0])


def _in_one_trip(connection: Connection, row: JournalRow, arrows: Arrows) -> int | None:
    """Every value goes as text: a number would have the driver prepare one statement for each size of numbers."""
    debited, credited, amounts = zip(*arrows, strict=True)
    said = [*map(as_text, row), list_text(debited), list_text(credited), list_text(amounts)]
    answer = tell(connection, WRITE_JOURNAL, said).fetchone()[0]
    if answer in REFUSALS:
        raise REFUSALS[answer]
    return None if answer is None else int(answer)


def write_once(connection: Connection, row: JournalRow, arrows: Arrows) -> int | None:
    """Write a journal and give its number; none when it is known. Raises: what `REFUSALS` names."""
    return ENGINES[connection.dialect.name](connection, row, arrows)


ENGINES = {"sqlite": _in_steps, "postgresql": _in_one_trip}
