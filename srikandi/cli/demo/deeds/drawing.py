"""Pools: drafted, committed to by both sides, frozen, revealed, approved, opened."""

from __future__ import annotations

from datetime import datetime, timedelta

from srikandi import pools
from srikandi.cli.demo.deeds.stage import Stage
from srikandi.eligibility import Rule
from srikandi.pools import Pool
from srikandi.tariffs import Basis

DISTRICT_SECRET = "lempah kuning nanas dan ikan kakap"  # noqa: S105 - a secret of a draw that is revealed at once
FORUM_SECRET = "rusip getas kerupuk dan lada putih"  # noqa: S105 - the same


def draft(stage: Stage, name: str, purpose: str, rule: Rule, *, at: datetime) -> Pool:
    """Give a pool whose district side has committed to its secret; the forum's turn comes next."""
    new = pools.NewPool(stage.district_id, name, purpose, rule, Basis.PARTICIPANT_AND_REGION)
    with stage.at(at):
        pool = pools.draft(stage.session, new, by=stage.by("maker"))
        pools.commit_secret(stage.session, pool, secret=DISTRICT_SECRET, by=stage.by("checker"))
    return pool


def change_rule(stage: Stage, pool: Pool, rule: Rule, *, at: datetime) -> None:
    """Give a draft the next version of its rule."""
    with stage.at(at):
        pools.change_rule(stage.session, pool, rule, seen_version=pool.rule_version, by=stage.by("maker"))


def propose(stage: Stage, pool: Pool, *, at: datetime) -> None:
    """Let the forum commit, freeze the list, and reveal both secrets: everybody has a place."""
    with stage.at(at):
        pools.commit_secret(stage.session, pool, secret=FORUM_SECRET, by=stage.by("forum"))
        pools.propose(stage.session, pool, by=stage.by("maker"))
    with stage.at(at + timedelta(hours=2)):
        pools.reveal_secret(stage.session, pool, secret=DISTRICT_SECRET, by=stage.by("checker"))
        pools.reveal_secret(stage.session, pool, secret=FORUM_SECRET, by=stage.by("forum"))


def open_pool(stage: Stage, pool: Pool, *, at: datetime) -> None:
    """Let the approver approve what is there, and open it."""
    with stage.at(at):
        seen = pools.content_hash(stage.session, pool)
        pools.approve(stage.session, pool, seen_hash=seen, by=stage.by("checker"))
        pools.open_pool(stage.session, pool, by=stage.by("checker"))
