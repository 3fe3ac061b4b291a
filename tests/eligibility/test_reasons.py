"""Why somebody stands where they stand: from what is published, by code, and the same for a stranger."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from srikandi import pools
from srikandi.pools import Draw, MemberStatus, PoolMember, in_order, list_hash
from srikandi.pools.drawing import codes
from srikandi.residents import Resident
from tests.pools.listing import SYSTEM, a_district, a_proposed_pool, an_open_pool, some_residents


def sha(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def recomputed(document: dict[str, Any], rule: str) -> list[str]:
    """Give the order as a stranger works it out from the two published files, with nothing of the program."""
    people = sorted((one["samaran"], one["nilai"]) for one in document["urutan"])
    head = f"srikandi-list|{document['aturan']}|{document['kelompok']}|{sha(rule)}\n"
    listed = sha(head + "".join(f"{name}|{score}\n" for name, score in people))
    assert listed == document["sidik_jari_daftar"]
    secrets = []
    for side in ("kabupaten", "forum"):
        secrets.append(document[f"rahasia_{side}"])
        assert sha(secrets[-1]) == document[f"sidik_jari_rahasia_{side}"]
    draws = {name: sha(f"{secrets[0]}|{secrets[1]}|{listed}|{name}") for name, _ in people}
    return [name for name, score in sorted(people, key=lambda one: (-one[1], draws[one[0]]))]


def test_a_stranger_works_out_the_same_order_from_the_published_files_alone(session: Session) -> None:
    pool = an_open_pool(session, 60)
    document = json.loads(json.dumps(pools.order_document(session, pool)))
    order = recomputed(document, pools.rule_file(session, pool))
    kept = session.scalars(
        select(PoolMember.pseudonym).where(PoolMember.pool_id == pool.id).order_by(PoolMember.place)
    ).all()
    assert order == list(kept)
    assert set(document["urutan"][0]) == {"tempat", "samaran", "nilai", "undian"}, "no part of a score is published"


secrets = st.text("abcdefghij0123456789", min_size=20, max_size=30)
lists = st.dictionaries(st.text("0123456789abcdef", min_size=32, max_size=32), st.integers(0, 60), max_size=40)


@given(lists, secrets, secrets, st.integers(1, 2))
def test_any_list_has_the_order_anybody_recomputes(scores, first: str, second: str, rule: int) -> None:
    listed = list_hash(7, list(scores.items()), rule=rule, fingerprint="f" * 64)
    assert listed == list_hash(7, reversed(list(scores.items())), rule=rule, fingerprint="f" * 64)
    order = [name for name, _, _ in in_order(scores.items(), Draw(first, second, listed))]
    assert order == sorted(scores, key=lambda name: (-scores[name], sha(f"{first}|{second}|{listed}|{name}")))


def test_a_code_explains_a_place_with_every_part_of_the_score(session: Session) -> None:
    pool = an_open_pool(session, 40)
    members = session.scalars(select(PoolMember).where(PoolMember.pool_id == pool.id)).all()
    for member in members:
        resident = session.get_one(Resident, member.resident_id)
        here = pools.places_of(session, resident)[0]
        assert here.code is not None
        found = pools.place_by_code(session, here.code.lower().replace("-", " "))
        assert found.member is member
        assert found.parts is not None
        assert sum(points for _, points in found.parts) + found.waited == member.score
        assert found.more == len([one for one in members if one.score > member.score])
        assert found.tied == len([one for one in members if one.score == member.score])
        assert 1 <= found.turn <= found.tied
        assert found.more + found.turn == member.place
    assert len({member.code_index for member in members}) == 40


def test_a_replaced_or_revoked_code_answers_no_more(session: Session) -> None:
    pool = an_open_pool(session, 8)
    resident = session.get_one(Resident, session.scalars(select(PoolMember.resident_id).limit(1)).one())
    first = pools.places_of(session, resident)[0].code or ""
    second = pools.give_code(session, pool.id, resident, by=SYSTEM)
    assert pools.place_by_code(session, second).code == second != first
    with pytest.raises(pools.PlaceUnknown):
        pools.place_by_code(session, first)
    pools.revoke_code(session, pool.id, resident, by=SYSTEM)
    with pytest.raises(pools.PlaceUnknown):
        pools.place_by_code(session, second)
    assert pools.places_of(session, resident)[0].code is None
    assert pools.give_code(session, pool.id, resident, by=SYSTEM) not in {first, second}


def test_without_a_serial_in_it_the_old_code_would_answer_again(session: Session, monkeypatch) -> None:
    """The negative control of the test above."""
    with_serial = codes.code
    monkeypatch.setattr(codes, "code", lambda name, *, serial: with_serial(name, serial=0))  # noqa: ARG005 - the broken one ignores it
    pool = an_open_pool(session, 8)
    resident = session.get_one(Resident, session.scalars(select(PoolMember.resident_id).limit(1)).one())
    first = pools.places_of(session, resident)[0].code
    assert pools.give_code(session, pool.id, resident, by=SYSTEM) == first


def test_no_code_opens_a_list_that_is_not_published(session: Session) -> None:
    district = a_district(session)
    some_residents(session, district, 8)
    pool, checker = a_proposed_pool(session, district)
    resident = session.get_one(Resident, session.scalars(select(PoolMember.resident_id).limit(1)).one())
    code = pools.places_of(session, resident)[0].code or ""
    with pytest.raises(pools.PlaceUnknown):
        pools.place_by_code(session, code)
    pools.approve(session, pool, seen_hash=pools.content_hash(session, pool), by=checker)
    assert pools.place_by_code(session, code).pool is pool
    session.execute(update(Resident).where(Resident.id == resident.id).values(erased_at=pool.approved_at))
    with pytest.raises(pools.PlaceUnknown):
        pools.place_by_code(session, code)


@pytest.mark.parametrize("typed", ["", "7Q4M", "7Q4M-K2HJ-9AB0", "1" * 12, "\x00" * 12, "٣" * 12, "A" * 5000])
def test_what_is_no_code_is_told_from_none(session: Session, typed: str) -> None:
    with pytest.raises(pools.PlaceUnknown):
        pools.place_by_code(session, typed)


def test_who_came_by_an_urgent_case_stands_outside_the_order(session: Session) -> None:
    district = a_district(session)
    pool = an_open_pool(session, 8, district)
    late = session.get_one(Resident, some_residents(session, district, 1)[0])
    pools.take_urgently(session, pool.id, late)
    found = pools.places_of(session, late)[0]
    assert (found.is_urgent, found.code, found.member.status) == (True, None, MemberStatus.HELD)
    assert found.listed == 8
