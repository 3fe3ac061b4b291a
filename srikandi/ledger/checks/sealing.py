"""The journal as it is sealed: every journal with its transfers is one leaf."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from srikandi import seals
from srikandi.ledger.models import BOOK, Account, Journal, Transfer
from srikandi.ledger.verification.findings import Finding
from srikandi.seals import Leaf, Stream

JOURNAL = "journal"
SHOWN = ("reference", "kind", "district_id", "contract_id", "document", "occurred_at", "reverses_id")
HIDDEN = ("memo", "recorded_at", "actor_id", "actor_name", "content_hash")
"""Memos carry what a sender wrote, so no proof shows them."""
ARROW = ("id", "debit_account_id", "debit", "credit_account_id", "credit", "amount")


def check_seals(session: Session) -> Iterator[Finding]:
    """Hash everything that is sealed again, and name the rows and blocks that are not as they were."""
    return (Finding("seals", flaw.subject, flaw.message) for flaw in seals.check(session))


def _read(session: Session, after: int | None, upto: int, limit: int) -> Sequence[Leaf]:
    columns = Journal.__table__.c
    asked = select(columns.id, *seals.stored(session, columns, [*SHOWN, *HIDDEN]))
    rows = session.execute(seals.some_after(asked, columns.id, after, upto).limit(limit)).all()
    arrows = _arrows(session, rows[0][0], rows[-1][0]) if rows else {}
    middle = len(SHOWN) + 1
    return [
        Leaf(
            row[0],
            seals.write(dict(zip(SHOWN, row[1:middle], strict=True)) | {"transfers": arrows.get(row[0], [])}),
            seals.write(list(row[middle:])),
        )
        for row in rows
    ]


def _arrows(session: Session, first: int, last: int) -> dict[int, list[dict[str, Any]]]:
    """Give the transfers of neighbouring journals, with the accounts by number and by code."""
    moved, debited, credited = Transfer.__table__.c, aliased(Account), aliased(Account)
    amount = seals.stored(session, moved, ["amount"])
    asked = (
        select(moved.journal_id, moved.id, moved.debit_account_id, debited.code, moved.credit_account_id, credited.code)
        .add_columns(*amount)
        .outerjoin(debited, debited.id == moved.debit_account_id)
        .outerjoin(credited, credited.id == moved.credit_account_id)
        .where(moved.journal_id >= first, moved.journal_id <= last)
        .order_by(moved.journal_id, moved.id)
    )
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for journal_id, *arrow in session.execute(asked):
        found[journal_id].append(dict(zip(ARROW, arrow, strict=True)))
    return found


seals.register_stream(
    Stream(
        name=JOURNAL,
        lock=BOOK,
        newest=select(Journal.id).order_by(Journal.id.desc()).limit(1),
        read=_read,
        classes=("isi atau transfernya", "keterangan, pelaku, waktu catat, atau sidik isinya"),
    )
)
seals.refuse_below_seal("journal", JOURNAL)
seals.refuse_below_seal("transfer", JOURNAL, column="journal_id")
