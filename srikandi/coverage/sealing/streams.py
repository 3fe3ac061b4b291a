"""Life-months as they are sealed: every change is a leaf, and so is every control transfer with its funding lines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import seals
from srikandi.coverage.models import FundingLine, LifeMonthChange
from srikandi.database import shares_lock
from srikandi.ledger import BOOK
from srikandi.seals import Leaf, Stream

CHANGE, FUNDING = "life_month", "funding"
CHANGES_LOCK = 7105
LINE = ("transfer_id", "pledge_id", "month", "payer_id", "seat", "district_id", "amount")
AT_ONCE = 5000

read_changes = seals.rows_of(
    LifeMonthChange,
    shown=("pledge_id", "month", "seat", "status", "reason", "at", "district_id"),
    hidden=("resident_id",),
)


def _read_funding(session: Session, after: int | None, upto: int, limit: int) -> Sequence[Leaf]:
    """Give a leaf for each transfer: what it pays in the open, its lines behind one hash."""
    key = FundingLine.transfer_id
    chosen = session.scalars(seals.some_after(select(key).distinct(), key, after, upto).limit(limit)).all()
    if not chosen:
        return []
    columns = FundingLine.__table__.c
    asked = select(*seals.stored(session, columns, LINE)).where(key >= chosen[0], key <= chosen[-1])
    order = [columns[name] for name in LINE]
    rows = session.execute(asked.order_by(*order), execution_options={"yield_per": AT_ONCE})
    return [_leaf(transfer, lines) for transfer, lines in groupby(rows, key=itemgetter(0))]


def _leaf(transfer: int, lines: Iterator[tuple[Any, ...]]) -> Leaf:
    digest, count, amount = hashlib.sha256(), 0, 0
    paid: set[tuple[Any, ...]] = set()
    for line in lines:
        digest.update(seals.write(tuple(line)).encode())
        count, amount = count + 1, amount + line[-1]
        paid.add(line[1:4])
    names = LINE[1:4]
    shown = {"paid": [dict(zip(names, one, strict=True)) for one in sorted(paid)], "lines": count, "amount": amount}
    return Leaf(transfer, seals.write(shown), digest.hexdigest())


seals.register_stream(
    Stream(
        name=CHANGE,
        lock=CHANGES_LOCK,
        newest=select(LifeMonthChange.id).order_by(LifeMonthChange.id.desc()).limit(1),
        read=read_changes,
        classes=("jiwa-bulan, keadaan, atau waktunya", "warganya"),
    )
)
seals.register_stream(
    Stream(
        name=FUNDING,
        lock=BOOK,
        newest=select(FundingLine.transfer_id).order_by(FundingLine.transfer_id.desc()).limit(1),
        read=_read_funding,
        classes=("yang dibayar, banyaknya, atau jumlahnya", "salah satu barisnya"),
    )
)
shares_lock("life_month_change", CHANGES_LOCK)
seals.refuse_below_seal("life_month_change", CHANGE)
seals.refuse_below_seal("funding_line", FUNDING, column="transfer_id", is_bulk=True)
