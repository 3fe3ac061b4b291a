"""What a check of the book says, and where other rooms add their own checks."""

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
CHECKS: dict[str, Check] = {}


def register_check(name: str, check: Check) -> None:
    """Have `verify` run this check too; the same name again replaces it. A check only reads."""
    CHECKS[name] = check


def verify(session: Session) -> list[Finding]:
    """Re-add and re-hash the whole book, and give what is wrong with it: nothing, when all is well."""
    return [finding for name, check in CHECKS.items() for finding in _run(session, name, check)]


def _run(session: Session, name: str, check: Check) -> Iterator[Finding]:
    """Run a check; rows so broken that it can't read them are themselves a finding, and the next check goes on."""
    try:
        with session.begin_nested():
            yield from check(session)
    except (DBAPIError, LookupError, ValueError, TypeError) as trouble:
        yield Finding(name, name, f"Pemeriksaan tidak bisa membaca barisnya: {trouble.__class__.__name__}.")
