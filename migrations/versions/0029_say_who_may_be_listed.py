"""Rules of who may be listed, with their versions; what a score is made of, and a code that explains a place."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

DECILES = [({"field": "decile", "high": one, "low": one}, 5 * (11 - one)) for one in range(1, 11)]
OTHERS = [
    ({"field": "decile_known", "not": True}, 30),
    ({"field": "former_pbi"}, 20),
    ({"field": "age", "high": 17}, 15),
    ({"field": "age", "low": 60}, 15),
    ({"field": "kind", "values": ["reactivation"]}, 10),
]
SCORING = {
    "parts": [{"condition": condition, "points": points} for condition, points in (*DECILES, *OTHERS)],
    "waiting": {"months": 24, "points": 1},
}
"""The points every list had until now: written out, because a step keeps its meaning when the program changes."""


def upgrade() -> None:
    _rules()
    op.add_column("pool", sa.Column("rule_version", sa.BigInteger(), nullable=False, server_default=sa.text("1")))
    _write_down()
    op.drop_column("pool", "criteria")
    op.add_column("pool_member", sa.Column("parts", sa.Text(), nullable=True))
    op.add_column("pool_member", sa.Column("code_serial", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.add_column("pool_member", sa.Column("code_index", sa.LargeBinary(), nullable=True))
    op.create_index("uq_pool_member_code_index", "pool_member", ["code_index"], unique=True)


def _rules() -> None:
    op.create_table(
        "pool_rule",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("pool_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_pool_rule_version")),
        sa.ForeignKeyConstraint(["pool_id"], ["pool.id"], name=op.f("fk_pool_rule_pool_id")),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_pool_rule_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool_rule")),
        sa.UniqueConstraint("pool_id", "version", name=op.f("uq_pool_rule_pool_id_version")),
        sqlite_strict=True,
    )


def _write_down() -> None:
    """Give each pool its criteria and the published points as the first version of its rule."""
    pool = sa.table("pool", *map(sa.column, ("id", "criteria", "created_by", "created_at")))
    rule = sa.table(
        "pool_rule", *map(sa.column, ("pool_id", "version", "content", "fingerprint", "made_by", "made_at"))
    )
    bind = op.get_bind()
    for row in bind.execute(sa.select(pool)).all():
        said = {"audience": _audience(json.loads(row.criteria)), "scoring": SCORING}
        kept = {"pool_id": row.id, "version": 1, "made_by": row.created_by, "made_at": row.created_at}
        content = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        bind.execute(sa.insert(rule).values(content=content, fingerprint=_fingerprint(said), **kept))


def _fingerprint(said: Mapping[str, Any]) -> str:
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True) + "\n"
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _audience(criteria: Mapping[str, Any]) -> dict[str, Any]:
    conditions: list[dict[str, Any]] = []
    if criteria.get("villages"):
        conditions.append({"field": "village", "values": sorted(criteria["villages"])})
    if criteria.get("decile_max"):
        conditions.append({"field": "decile", "high": criteria["decile_max"]})
    if criteria.get("kind"):
        conditions.append({"field": "kind", "values": [criteria["kind"]]})
    if criteria.get("occupation"):
        conditions.append({"field": "occupation", "values": [criteria["occupation"].upper()]})
    if criteria.get("former_pbi_only"):
        conditions.append({"field": "former_pbi"})
    groups = [{"conditions": conditions, "join": "all"}] if conditions else []
    return {"groups": groups, "join": "all"}
