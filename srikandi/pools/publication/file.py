"""The published order as a file that carries everything a stranger needs to recompute it."""

from __future__ import annotations

import csv
import io

from sqlalchemy.orm import Session

from srikandi.pools.models import Pool
from srikandi.pools.publication.cards import order_rows

COLUMNS = ("tempat", "samaran", "nilai", "undian")


def order_file(session: Session, pool: Pool) -> str:
    """Give the CSV: lines that begin with `#` name the pool, its rule, hashes and secrets, then place by place.

    Raises: PoolNotFound.
    """
    rows = order_rows(session, pool)
    file = io.StringIO()
    for name, value in _facts(pool):
        file.write(f"# {name}: {value}\n")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return file.getvalue()


def _facts(pool: Pool) -> list[tuple[str, object]]:
    return [
        ("kelompok", pool.id),
        ("aturan", pool.rule),
        ("pembekuan", pool.freezes),
        ("sidik jari daftar", pool.list_hash),
        ("sidik jari rahasia kabupaten", pool.district_commitment),
        ("sidik jari rahasia forum", pool.forum_commitment),
        ("rahasia kabupaten", pool.district_secret),
        ("rahasia forum", pool.forum_secret),
    ]
