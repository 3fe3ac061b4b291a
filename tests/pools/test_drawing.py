"""The order is what the published rule says, nobody alone can steer it, and a stranger can recompute it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from srikandi import pools
from srikandi.audit import Actor
from srikandi.eligibility import Condition, Field, RuleUnfit, everybody_who
from srikandi.places import district_of
from srikandi.pools import Draw, Pool, PoolMember, PoolStatus, commitment
from tests.pools.listing import (
    DISTRICT_SECRET,
    FORUM_SECRET,
    SYSTEM,
    a_district,
    a_draft,
    a_proposed_pool,
    an_actor,
    an_open_pool,
    some_residents,
)

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "fair-order.md"


def order_of(session: Session, pool: Pool) -> list[str]:
    rows = select(PoolMember.pseudonym).where(PoolMember.pool_id == pool.id).order_by(PoolMember.place)
    return list(session.scalars(rows))


def stranger_checks(file: str, rule: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the program of the document on two published files, as somebody outside would."""
    program = re.search(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert program is not None
    assert len([line for line in program[1].splitlines() if line.strip()]) <= 30
    (folder / "check.py").write_text(program[1], encoding="utf-8")
    (folder / "urutan.csv").write_text(file, encoding="utf-8")
    (folder / "aturan.json").write_text(rule, encoding="utf-8")
    command = [sys.executable, "check.py", "urutan.csv", "aturan.json"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_stranger_recomputes_the_published_file(session: Session, tmp_path: Path) -> None:
    pool = an_open_pool(session, 40)
    checked = stranger_checks(pools.order_file(session, pool), pools.rule_file(session, pool), tmp_path)
    assert checked.stdout == "40 places are right\n", checked.stderr


@pytest.mark.parametrize("tampering", ["swapped places", "another score", "somebody added", "another secret", "rule"])
def test_a_stranger_finds_what_was_changed(session: Session, tmp_path: Path, tampering: str) -> None:
    pool = an_open_pool(session, 12)
    lines, rule = pools.order_file(session, pool).splitlines(), pools.rule_file(session, pool)
    if tampering == "swapped places":
        lines[-1], lines[-2] = lines[-2], lines[-1]
    elif tampering == "another score":
        lines[-1] = lines[-1].replace(",", ",", 1).rsplit(",", 2)[0] + ",199," + "0" * 64
    elif tampering == "somebody added":
        lines.append("13," + "a" * 32 + ",1," + "0" * 64)
    elif tampering == "rule":
        rule = rule.replace('"points":50', '"points":51')
    else:
        lines = [line.replace(FORUM_SECRET, FORUM_SECRET + "1") for line in lines]
    assert stranger_checks("\n".join(lines) + "\n", rule, tmp_path).returncode == 1


def test_the_hashes_of_a_rule_never_change() -> None:
    listed = pools.list_hash(7, [("b" * 32, 40), ("a" * 32, 40)], rule=1)
    assert listed == "bac23cf4ec94d3fe2871fb78b29fc4c23d40ddc95f11efb009ccb07cd415573e"
    further = pools.list_hash(7, [("b" * 32, 40), ("a" * 32, 40)], fingerprint="f" * 64)
    assert further == "8a341101d69743b3651662de377cb93fe8ef1c1cf0900ec011fa0f9df04c0cbc"
    drawn = pools.place_hash(Draw("satu rahasia", "dua rahasia", listed), "a" * 32)
    assert drawn == "754bbbe8176a951d699730f9a1a2f38c056c479141a59c52e2a84cc5a5c6f47c"


def test_nobody_has_a_place_before_both_secrets_are_shown(session: Session) -> None:
    district = a_district(session)
    some_residents(session, district, 6)
    maker, checker, forum = (an_actor(session, role, district) for role in ("maker", "checker", "forum"))
    pool = a_draft(session, district, maker)
    with pytest.raises(pools.SecretsMissing):
        pools.propose(session, pool, by=maker)
    pools.commit_secret(session, pool, secret=DISTRICT_SECRET, by=checker)
    pools.commit_secret(session, pool, commitment=commitment(FORUM_SECRET).upper(), by=forum)
    pools.propose(session, pool, by=maker)
    pools.reveal_secret(session, pool, secret=DISTRICT_SECRET, by=checker)
    assert order_of(session, pool)
    assert set(session.scalars(select(PoolMember.place))) == {None}
    with pytest.raises(pools.SecretsMissing):
        pools.approve(session, pool, seen_hash=pools.content_hash(session, pool), by=checker)
    with pytest.raises(pools.SecretMismatch):
        pools.reveal_secret(session, pool, secret=FORUM_SECRET + " lain", by=forum)
    pools.reveal_secret(session, pool, secret=FORUM_SECRET, by=forum)
    assert set(session.scalars(select(PoolMember.place))) == {1, 2, 3, 4, 5, 6}


def test_each_side_commits_once_for_itself_and_two_people_draw(session: Session) -> None:
    district = a_district(session)
    maker, checker, forum = (an_actor(session, role, district) for role in ("maker", "checker", "forum"))
    pool = a_draft(session, district, maker)
    with pytest.raises(pools.NotADrawer):
        pools.commit_secret(session, pool, secret=DISTRICT_SECRET, by=maker)
    pools.commit_secret(session, pool, secret=DISTRICT_SECRET, by=checker)
    with pytest.raises(pools.AlreadyCommitted):
        pools.commit_secret(session, pool, secret=DISTRICT_SECRET + " 2", by=checker)
    with pytest.raises(pools.NotADrawer):
        pools.commit_secret(session, pool, secret=FORUM_SECRET, by=Actor(checker.user_id, "x", "forum"))
    for unfit in ("pendek", "tanda | pemisah di tengah kalimat", "x" * 101, "dua  blank berturut turut"):
        with pytest.raises(pools.SecretUnfit):
            pools.commit_secret(session, pool, secret=unfit, by=forum)
    with pytest.raises(pools.SecretUnfit):
        pools.commit_secret(session, pool, commitment="g" * 64, by=forum)
    assert DISTRICT_SECRET not in str({column.key: getattr(pool, column.key) for column in Pool.__table__.columns})


def test_the_database_refuses_one_person_on_both_sides(session: Session) -> None:
    district = a_district(session)
    maker, checker = (an_actor(session, role, district) for role in ("maker", "checker"))
    pool = a_draft(session, district, maker)
    both = {"district_committed_by": checker.user_id, "forum_committed_by": checker.user_id}
    with pytest.raises(IntegrityError):
        session.execute(update(Pool).where(Pool.id == pool.id).values(both))
    session.rollback()


def test_an_approval_is_by_somebody_else_and_for_what_was_seen(session: Session) -> None:
    district = a_district(session)
    some_residents(session, district, 6)
    pool, checker = a_proposed_pool(session, district)
    seen = pools.content_hash(session, pool)
    with pytest.raises(pools.OwnProposal):
        pools.approve(session, pool, seen_hash=seen, by=Actor(pool.proposed_by, "Maker", "checker"))
    first = session.scalars(select(PoolMember.resident_id).limit(1)).one()
    pools.remove(session, pool.id, [first], reason="pindah")
    with pytest.raises(pools.SomethingElseSeen):
        pools.approve(session, pool, seen_hash=seen, by=checker)
    pools.approve(session, pool, seen_hash=pools.content_hash(session, pool), by=checker)
    assert pool.status is PoolStatus.APPROVED
    with pytest.raises(pools.PoolMoved):
        pools.send_back(session, pool, reason="terlambat", by=checker)


def test_a_list_sent_back_needs_new_secrets_and_shows_it(session: Session) -> None:
    district = a_district(session)
    some_residents(session, district, 6)
    pool, checker = a_proposed_pool(session, district)
    before = set(order_of(session, pool))
    pools.send_back(session, pool, reason="desa keliru", by=checker)
    assert (pool.status, pool.district_commitment, pool.forum_secret, pool.freezes) == (PoolStatus.DRAFT, None, None, 1)
    assert order_of(session, pool) == []
    maker, forum = an_actor(session, "maker", district), an_actor(session, "forum", district)
    pools.commit_secret(session, pool, secret=DISTRICT_SECRET, by=checker)
    pools.commit_secret(session, pool, secret=FORUM_SECRET, by=forum)
    pools.propose(session, pool, by=maker)
    assert pool.freezes == 2
    assert before.isdisjoint(order_of(session, pool)), "a new freeze gives new pseudonyms"


def test_a_rule_chooses_who_is_listed_and_nobody_is_in_two_pools(session: Session) -> None:
    district = a_district(session)
    some_residents(session, district, 24)
    wanted = everybody_who(
        Condition(Field.DECILE, high=3),
        Condition(Field.KIND, values=("recruitment",)),
        Condition(Field.OCCUPATION, values=("PETANI",)),
    )
    matching = pools.count_matching(session, wanted, district_id=district.id)
    assert 0 < matching < 24
    pool, _ = a_proposed_pool(session, district, wanted)
    assert len(order_of(session, pool)) == matching
    assert pools.rule_of(session, pool).audience == wanted
    assert pools.count_matching(session, wanted, district_id=district.id) == 0
    with pytest.raises(RuleUnfit):
        a_draft(session, district, SYSTEM, everybody_who(Condition(Field.VILLAGE, values=("63.07.01.2001",))))


def test_viewers_see_their_own_district_and_companies_only_what_is_open(session: Session) -> None:
    pool = an_open_pool(session, 6)
    draft = a_draft(session, district_of(session, pool.district_id), SYSTEM)
    foreign = Actor(1, "x", "maker", district_ids=(pool.district_id + 1,))
    company = Actor(2, "y", "company", district_ids=(pool.district_id,), organisation_id=5)
    with pytest.raises(pools.PoolNotFound):
        pools.pool_of(session, pool.id, viewer=foreign)
    assert session.scalars(pools.visible_to(company)).all() == [pool]
    with pytest.raises(pools.PoolNotFound):
        pools.public_pool(session, draft.id)
    assert pools.open_pools(session) == [pool]


def test_the_card_hides_small_counts_and_tiny_lists_stay_unpublished(session: Session) -> None:
    pool = an_open_pool(session, 30)
    pools.take(session, pool.id, lives=3)
    card = pools.public_card(session, pool)
    assert card.has_order
    assert card.people.total == 30
    assert (card.waiting, card.covered) == (None, None), "27 of 30 would tell that three are held"
    pools.take(session, pool.id, lives=6)
    assert pools.public_card(session, pool).waiting == 21
    tiny = an_open_pool(session, 4, a_district(session, "63.07"))
    assert pools.public_card(session, tiny).people.total is None
    with pytest.raises(pools.PoolNotFound):
        pools.order_file(session, tiny)


@pytest.mark.parametrize("tampering", [{"score": 500}, {"draw": "0" * 64}, {"place": 99}, {"pseudonym": "a" * 32}])
def test_nobody_approves_an_order_that_was_changed_behind_our_back(
    session: Session, tampering: dict[str, object]
) -> None:
    district = a_district(session)
    some_residents(session, district, 6)
    pool, checker = a_proposed_pool(session, district)
    assert pools.has_its_order(session, pool)
    last = session.scalars(select(PoolMember.resident_id).where(PoolMember.place == 6)).one()
    session.execute(update(PoolMember).where(PoolMember.resident_id == last).values(tampering))
    session.expire_all()
    assert not pools.has_its_order(session, pool)
    with pytest.raises(pools.SomethingElseSeen):
        pools.approve(session, pool, seen_hash=pools.content_hash(session, pool), by=checker)
