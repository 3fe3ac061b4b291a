"""What a row says of a person, as it is sealed until somebody approves it, and how it meets what is known already.

A list that leaves a column out says nothing about it: an empty cell never wipes what is known.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row

from srikandi.database import Secret, index_of
from srikandi.residents.importing import FACTS, Person, facts_of
from srikandi.residents.models import Resident, ResidentKind, ResidentStatus
from srikandi.residents.words import name_key

Said = dict[str, Any]
"""A person's facts by column, plain and as JSON has them; only ever in memory or sealed."""

PLAIN = ("name", "birth_on", "sex", "village_code", "hamlet", "rt", "rw", "family_relation", "occupation", "decile")
SEALED = ("family_card", "address")
STANDING = ("district_id", "kind", "status", "exited_on", "exit_reason", "is_former_pbi")
KEPT = (*PLAIN, *SEALED, *STANDING)
KNOWN = (
    Resident.id,
    Resident.uid,
    Resident.nik_index,
    Resident.corrected_at,
    *(getattr(Resident, name) for name in KEPT),
)
TOLD = ("name", "birth_on", "sex", "village_code", "hamlet", "rt", "rw", "family_card", "address")
"""What BPJS Kesehatan has been told of a person: when one of these changes, it is told again."""
DATES = frozenset({"birth_on", "exited_on"})
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def said_by(person: Person, *, kind: ResidentKind, district_id: int) -> Said:
    """Give what a row says of a person."""
    return said_in(facts_of(person), kind=kind, district_id=district_id)


def said_in(facts: Sequence[Any], *, kind: ResidentKind, district_id: int) -> Said:
    """Give the same by name, of facts in the order of `FACTS`."""
    said = dict(zip(FACTS, facts, strict=True))
    said["kind"], said["district_id"] = kind.value, district_id
    return said


def known_of(row: Row[Any]) -> Said:
    """Give what is known of a person already, in the same words; `row` has the columns of `KNOWN`."""
    known = {name: _plain(getattr(row, name)) for name in (*PLAIN, *STANDING)}
    return known | {name: None if (kept := getattr(row, name)) is None else kept.open(row.uid) for name in SEALED}


def merged(known: Said, said: Said) -> Said:
    """Give what is known once the row has been heard; who left comes back, who is held keeps kind and status."""
    after = {name: said.get(name) if said.get(name) not in (None, "") else known[name] for name in KEPT}
    after["is_former_pbi"] = known["is_former_pbi"] or said["is_former_pbi"]
    if known["status"] == ResidentStatus.EXITED:
        return after | {"status": ResidentStatus.IMPORTED.value, "exited_on": None, "exit_reason": None}
    kind = said["kind"] if known["status"] in {ResidentStatus.IMPORTED, ResidentStatus.VERIFIED} else known["kind"]
    return after | {"status": known["status"], "kind": kind, "district_id": known["district_id"]}


def is_told_anew(before: Said, after: Said) -> bool:
    """Does something change that BPJS Kesehatan has been told?"""
    return any(before[name] != after[name] for name in TOLD)


def columns_of(said: Mapping[str, Any], *, uid: Any) -> dict[str, Any]:
    """Give the values of a resident's row; identities are sealed for the row `uid`."""
    values: dict[str, Any] = {name: said[name] for name in said if name in KEPT}
    for name in DATES & values.keys():
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    for name in SEALED:
        if name in values:
            values[name] = Secret(values[name], uid) if values[name] else None
    if "family_card" in said:
        values["family_index"] = index_of("family_card", said["family_card"]) if said["family_card"] else None
    if "name" in values:
        values["name_key"] = name_key(values["name"])
    return values


def packed(said: Mapping[str, Any]) -> str:
    """Give the facts as text to be sealed: the same facts give the same text."""
    return _ENCODER.encode(said)


def unpacked(text: str) -> Said:
    """Read sealed facts back."""
    facts: Said = json.loads(text)
    return facts


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
