"""Staged rows opened, and the identities of who is new sealed under an id of their own.

Nothing here knows the database: the same is done in this process, and for a long list as a program (`apart`), which is
given its keys first. What breaks it there is named by its kind alone: its words may be somebody's.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Iterable, Iterator
from operator import itemgetter
from secrets import token_hex
from typing import Any

from srikandi.database import index_of, opened, sealer, use_keys
from srikandi.residents.words import name_key

SAID = (
    "district_id", "village_code", "kind", "name", "birth_on", "sex", "hamlet", "rt", "rw", "family_relation",
    "occupation", "decile", "is_former_pbi",
)  # fmt: skip
COLUMNS = (*SAID, "uid", "nik", "family_card", "family_index", "address", "name_key")
_SAID_IN = itemgetter(*SAID)
Asked = tuple[str, str, bool]
"""A stored row: its id in hex, what is sealed of it, and whether its person is new."""
Newcomer = tuple[Any, ...]
"""What is stored of a new person, in the order of `COLUMNS`: a tuple, which costs many people least on the way."""
Resealed = Newcomer | dict[str, Any]
"""A new person as stored, or what the row says of somebody who is known."""


def resealed(rows: Iterable[Asked], *, place: str) -> Iterator[Resealed]:
    """Open rows that were sealed for this place. Raises: cryptography's InvalidTag, when one was changed or moved."""
    for uid, content, is_new in rows:
        said = json.loads(opened(content, place=place, row=uid))["said"]
        yield _newcomer(said) if is_new else said


def _newcomer(said: dict[str, Any]) -> Newcomer:
    uid, card, address = token_hex(16), said["family_card"], said["address"]
    seal = sealer(uid)
    return (
        *_SAID_IN(said),
        uid,
        seal("resident|nik", said["nik"]),
        seal("resident|family_card", card) if card else None,
        index_of("family_card", card) if card else None,
        seal("resident|address", address) if address else None,
        name_key(said["name"]),
    )


def main() -> None:
    """As a program: answer part after part, until this process is ended."""
    asked, said = sys.stdin.buffer, sys.stdout.buffer
    keys, place = pickle.load(asked)  # noqa: S301 - from the process that started this one
    use_keys(keys)
    while True:
        rows = pickle.load(asked)  # noqa: S301 - the same
        try:
            answer: object = list(resealed(rows, place=place))
        except Exception as broken:  # noqa: BLE001 - whatever it is, the worker is told
            answer = type(broken).__name__
        pickle.dump(answer, said, protocol=5)
        said.flush()
