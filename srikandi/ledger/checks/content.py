"""Does every journal still say what was booked, and does every reversal turn its original exactly?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from srikandi.database import in_parts
from srikandi.ledger.entries import Content
from srikandi.ledger.models import Account, Journal, Transfer
from srikandi.ledger.verification.findings import Finding
from srikandi.money import Money

AT_ONCE = 1000
Arrows = tuple[tuple[str, str, Money], ...]


def check_content(session: Session) -> Iterator[Finding]:
    """Hash every journal again from its stored columns and transfers; name those that differ or have no transfer."""
    for journals in _journals(session):
        arrows = _arrows(session, [journal.id for journal in journals])
        for journal in journals:
            said = arrows[journal.id]
            if not said:
                yield Finding("empty", f"journal/{journal.id}", f"Jurnal {journal.reference} tidak punya transfer.")
            elif _content(journal, said).hash() != journal.content_hash:
                message = f"Isi jurnal {journal.reference} tidak sama dengan yang dibukukan."
                yield Finding("content", f"journal/{journal.id}", message)


def check_reversals(session: Session) -> Iterator[Finding]:
    """Compare every reversal with its original: same accounts turned round, same amounts, in the opposite order."""
    columns = (Journal.id, Journal.reference, Journal.reverses_id)
    reversals = session.execute(select(*columns).where(Journal.reverses_id.is_not(None)).order_by(Journal.id)).all()
    for part in in_parts(reversals, AT_ONCE):
        arrows = _arrows(session, [journal_id for one in part for journal_id in (one.id, one.reverses_id or 0)])
        reversed_ids = {one.id for one in part}
        for one in part:
            turned = tuple((credit, debit, amount) for debit, credit, amount in reversed(arrows[one.reverses_id or 0]))
            if arrows[one.id] != turned or one.reverses_id in reversed_ids:
                message = f"Jurnal {one.reference} bukan kebalikan tepat dari jurnal {one.reverses_id}."
                yield Finding("reversal", f"journal/{one.id}", message)


def _journals(session: Session) -> Iterator[Sequence[Row[Any]]]:
    last = 0
    while True:
        rows = select(*Journal.__table__.columns).where(Journal.id > last).order_by(Journal.id).limit(AT_ONCE)
        part = session.execute(rows).all()
        if not part:
            return
        last = part[-1].id
        yield part


def _arrows(session: Session, journal_ids: Iterable[int]) -> dict[int, Arrows]:
    debited, credited = aliased(Account), aliased(Account)
    rows = session.execute(
        select(Transfer.journal_id, debited.code, credited.code, Transfer.amount)
        .join(debited, debited.id == Transfer.debit_account_id)
        .join(credited, credited.id == Transfer.credit_account_id)
        .where(Transfer.journal_id.in_(list(journal_ids)))
        .order_by(Transfer.id)
    )
    found: defaultdict[int, Arrows] = defaultdict(tuple)
    for journal_id, debit, credit, amount in rows:
        found[journal_id] += ((debit, credit, amount),)
    return found


def _content(journal: Row[Any], arrows: Arrows) -> Content:
    return Content(
        reference=journal.reference,
        kind=journal.kind,
        district_id=journal.district_id,
        contract_id=journal.contract_id,
        document=journal.document,
        memo=journal.memo,
        occurred_at=journal.occurred_at,
        reverses_id=journal.reverses_id,
        arrows=arrows,
    )
