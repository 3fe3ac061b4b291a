"""A file's people beside the registry: who is new, who changes, who may not come in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from srikandi.database import among_bytes, in_parts, index_of
from srikandi.residents.importing import Code, DecidedRow, Decision
from srikandi.residents.models import Effect, Resident, ResidentStatus
from srikandi.residents.staging.people import KNOWN, Said, known_of, merged
from srikandi.residents.words import name_key

DIED = "died"
Counts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Compared:
    """A decided row with what it would do; `was` holds the old value of everything that changes."""

    line: DecidedRow
    effect: Effect | None = None
    said: Said | None = None
    was: Said | None = None
    nik_index: bytes | None = None


def known_people(session: Session, indexes: Sequence[bytes], *, lock: bool = False) -> dict[bytes, Row[Any]]:
    """Give the registry's rows of these NIK by their look-up value, whatever the district."""
    found: dict[bytes, Row[Any]] = {}
    for part in in_parts(indexes):
        asked = select(*KNOWN).where(among_bytes(Resident.nik_index, part)).order_by(Resident.id)
        for row in session.execute(asked.with_for_update() if lock else asked):
            found[row.nik_index] = row
    return found


def compare(session: Session, lines: Sequence[DecidedRow], said: Sequence[Said | None]) -> list[Compared]:
    """Hold each row that would get in against the registry; `said` is what each says of its person."""
    indexes = [nik_index_of(facts) if facts else None for facts in said]
    known = known_people(session, [index for index in indexes if index])
    return [beside(*row, known) for row in zip(lines, said, indexes, strict=True)]


def beside(line: DecidedRow, said: Said | None, index: bytes | None, known_rows: Mapping[bytes, Row[Any]]) -> Compared:
    """Hold one row against the registry; a row without a person stays as it is."""
    if said is None or index is None:
        return Compared(line)
    known = known_of(known_rows[index]) if index in known_rows else None
    code = objection(said, known)
    if code is not None:
        return Compared(replace(line, decision=Decision.REJECT, codes=(*line.codes, code), person=None))
    if known is None:
        return Compared(line, Effect.NEW, said, None, index)
    if known["status"] == ResidentStatus.EXITED:
        line = replace(line, decision=Decision.WARN, codes=(*line.codes, Code.RETURNING))
    was = changes(known, merged(known, said))
    return Compared(line, Effect.CHANGED if was else Effect.SAME, said, was or None, index)


def nik_index_of(said: Said) -> bytes:
    """Give the look-up value of the person a row speaks of."""
    return index_of("nik", said["nik"])


def effect_of(said: Said, known: Said | None) -> Effect:
    """Tell what a row does to what is known."""
    if known is None:
        return Effect.NEW
    return Effect.CHANGED if changes(known, merged(known, said)) else Effect.SAME


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Said:
    """Give the old value of everything that is different afterwards."""
    return {name: before[name] for name in before if before[name] != after[name]}


def objection(said: Said, known: Said | None) -> Code | None:
    """Give why this row may not come in although its file is right."""
    if known is None:
        return None
    if known["exit_reason"] == DIED:
        return Code.REGISTERED_DEAD
    if known["status"] != ResidentStatus.EXITED and known["district_id"] != said["district_id"]:
        return Code.REGISTERED_ELSEWHERE
    if name_key(known["name"]) != name_key(said["name"]) and known["birth_on"] != said["birth_on"]:
        return Code.REGISTERED_AS_OTHER
    return None


def tally(rows: Iterable[Compared]) -> Counts:
    """Count rows by decision, by code, by effect, and what changes by field."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("decisions", "codes", "effects", "fields")}
    for row in rows:
        counts["decisions"][row.line.decision.value] += 1
        counts["codes"].update(code.value for code in row.line.codes)
        if row.effect is not None:
            counts["effects"][row.effect.value] += 1
        counts["fields"].update(list(row.was or ()))
    return {name: dict(found) for name, found in counts.items()}


def added(counts: Mapping[str, Any], more: Counts) -> Counts:
    """Give both counts together."""
    return {name: dict(Counter(counts.get(name, {})) + Counter(found)) for name, found in more.items()}
