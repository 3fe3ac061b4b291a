"""The one list of what must always be true, what a check of it says, and where other rooms add their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: which check found it, in which row (`journal/12`), and what is wrong with it."""

    check: str
    subject: str
    message: str


Check = Callable[[Session], Iterable[Finding]]


@dataclass(frozen=True)
class Invariant:
    """One sentence that must always be true, and how it is checked."""

    name: str
    says: str
    """The sentence, in words a treasurer reads."""
    find: Check


INVARIANTS: dict[str, Invariant] = {}


def register_check(name: str, check: Check, *, says: str) -> None:
    """Have `verify` check this sentence too; the same name again replaces it. A check only reads."""
    INVARIANTS[name] = Invariant(name, says, check)


def invariants() -> tuple[Invariant, ...]:
    """Give every sentence that is checked, in the order the rooms said them."""
    return tuple(INVARIANTS.values())


def verify(session: Session) -> list[Finding]:
    """Re-add and re-hash the whole book, and give what is wrong with it: nothing, when all is well."""
    return [finding for one in INVARIANTS.values() for finding in _found(session, one)]


def _found(session: Session, one: Invariant) -> Iterator[Finding]:
    """Check one sentence; rows too broken to be read are a finding themselves, and the next check goes on."""
    try:
        with session.begin_nested():
            yield from one.find(session)
    except (DBAPIError, LookupError, ValueError, TypeError) as trouble:
        yield Finding(one.name, one.name, f"Pemeriksaan tidak bisa membaca barisnya: {trouble.__class__.__name__}.")
