"""The journal as it is sealed: every journal with its transfers is one leaf.

A payment that has arrived has a second leaf, which shows no more than its payer may know: the reference of a bank line
holds the balance of the account, so a proof for a company is made from that leaf (docs/decisions/0026).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from srikandi import seals
from srikandi.ledger.models import BOOK, Account, Journal, Transfer
from srikandi.ledger.verification.findings import Finding
from srikandi.seals import Leaf, Stream

JOURNAL, RECEIPT = "journal", "receipt"
ARRIVED = ("receipt", "identification")
"""Kinds of journal that bring a payer money."""
SHOWN = ("reference", "kind", "district_id", "contract_id", "document", "occurred_at", "reverses_id")
HIDDEN = ("memo", "recorded_at", "actor_id", "actor_name", "content_hash")
"""Memos carry what a sender wrote, so no proof shows them."""
ARROW = ("id", "debit_account_id", "debit", "credit_account_id", "credit", "amount")


def check_seals(session: Session) -> Iterator[Finding]:
    """Hash everything that is sealed again, and name the rows and blocks that are not as they were."""
    return (Finding("seals", flaw.subject, flaw.message) for flaw in seals.check(session))


def _read(session: Session, after: int | None, upto: int, limit: int) -> Sequence[Leaf]:
    return [_leaf(one) for one in _rows(session, after, upto, limit)]


def _read_receipts(session: Session, after: int | None, upto: int, limit: int) -> Sequence[Leaf]:
    of_payers = Journal.kind.in_(ARRIVED), Journal.contract_id.is_not(None)
    return [_leaf(_for_payer(one)) for one in _rows(session, after, upto, limit, *of_payers)]


@dataclass(frozen=True)
class _Row:
    id: int
    shown: dict[str, Any]
    hidden: list[Any]


def _leaf(row: _Row) -> Leaf:
    return Leaf(row.id, seals.write(row.shown), seals.write(row.hidden))


def _for_payer(row: _Row) -> _Row:
    """Hide all of a bank's reference but the account; what a provider or BPJS calls a payment is its payer's own."""
    reference = row.shown["reference"]
    is_bank = isinstance(reference, str) and reference.startswith("bank:")
    told = reference.partition("|")[0] if is_bank else reference
    return _Row(row.id, row.shown | {"reference": told}, [reference, *row.hidden])


def _rows(session: Session, after: int | None, upto: int, limit: int, *conditions: ColumnElement[bool]) -> list[_Row]:
    columns = Journal.__table__.c
    asked = select(columns.id, *seals.stored(session, columns, [*SHOWN, *HIDDEN])).where(*conditions)
    rows = session.execute(seals.some_after(asked, columns.id, after, upto).limit(limit)).all()
    arrows = _arrows(session, [row[0] for row in rows]) if rows else {}
    middle = len(SHOWN) + 1
    return [
        _Row(
            row[0],
            dict(zip(SHOWN, row[1:middle], strict=True)) | {"transfers": arrows.get(row[0], [])},
            list(row[middle:]),
        )
        for row in rows
    ]


def _arrows(session: Session, journals: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """Give the transfers of journals in their order, with the accounts by number and by code."""
    known = set(journals)
    moved, debited, credited = Transfer.__table__.c, aliased(Account), aliased(Account)
    amount = seals.stored(session, moved, ["amount"])
    asked = (
        select(moved.journal_id, moved.id, moved.debit_account_id, debited.code, moved.credit_account_id, credited.code)
        .add_columns(*amount)
        .outerjoin(debited, debited.id == moved.debit_account_id)
        .outerjoin(credited, credited.id == moved.credit_account_id)
        .where(moved.journal_id >= journals[0], moved.journal_id <= journals[-1])
        .order_by(moved.journal_id, moved.id)
    )
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for journal_id, *arrow in session.execute(asked):
        if journal_id in known:
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
seals.register_stream(
    Stream(
        name=RECEIPT,
        lock=BOOK,
        newest=select(Journal.id).order_by(Journal.id.desc()).limit(1),
        read=_read_receipts,
        classes=("isi atau transfernya", "rujukan, keterangan, pelaku, waktu catat, atau sidik isinya"),
    )
)
seals.refuse_below_seal("journal", JOURNAL)
seals.refuse_below_seal("transfer", JOURNAL, column="journal_id")
