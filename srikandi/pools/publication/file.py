"""The published order and its rule as files that carry everything a stranger needs to recompute them."""

from __future__ import annotations

import csv
import io
from typing import Any

from sqlalchemy.orm import Session

from srikandi.eligibility import canonical
from srikandi.pools.drafting import rule_row
from srikandi.pools.models import Pool
from srikandi.pools.publication.cards import order_rows

COLUMNS = ("tempat", "samaran", "nilai", "undian")


def order_file(session: Session, pool: Pool) -> str:
    """Give the CSV: lines that begin with `#` name the pool, its rule, hashes and secrets, then place by place.

    Raises: PoolNotFound.
    """
    rows = order_rows(session, pool)
    file = io.StringIO()
    for name, value in _facts(session, pool):
        file.write(f"# {name}: {value}\n")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return file.getvalue()


def order_document(session: Session, pool: Pool) -> dict[str, Any]:
    """Give the same facts and places as one JSON document. Raises: PoolNotFound."""
    rows = order_rows(session, pool)
    places = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    return {**{name.replace(" ", "_"): value for name, value in _facts(session, pool)}, "urutan": places}


def rule_file(session: Session, pool: Pool) -> str:
    """Give the rule of a pool, byte by byte as its fingerprint was taken: canonical JSON, ASCII."""
    return canonical(rule_row(session, pool).content)


def _facts(session: Session, pool: Pool) -> list[tuple[str, object]]:
    rule = rule_row(session, pool).fingerprint if pool.rule > 1 else None
    return [
        ("kelompok", pool.id),
        ("aturan", pool.rule),
        *([("sidik jari aturan", rule)] if rule else []),
        ("pembekuan", pool.freezes),
        ("sidik jari daftar", pool.list_hash),
        ("sidik jari rahasia kabupaten", pool.district_commitment),
        ("sidik jari rahasia forum", pool.forum_commitment),
        ("rahasia kabupaten", pool.district_secret),
        ("rahasia forum", pool.forum_secret),
    ]
