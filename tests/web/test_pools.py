"""A pool goes from draft to open through the hands of three people, and everybody can read how."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from srikandi import database
from srikandi.audit import AuditEntry
from srikandi.organisations import Kind, NewOrganisation, establish
from srikandi.pools import Pool, PoolMember, PoolStatus
from srikandi.users import Post, Role
from tests.browsing import Browser
from tests.people import SYSTEM, make_user
from tests.pools.listing import DISTRICT_SECRET, FORUM_SECRET, a_district, an_open_pool, some_residents

DRAFT = {"name": "Nelayan Sungailiat", "purpose": "Nelayan tanpa jaminan"}


@dataclass
class Staff:
    """Browsers of the people of one district."""

    maker: Browser
    checker: Browser
    forum: Browser


@pytest.fixture
def staff(app: Flask, session: Session) -> Staff:
    district = a_district(session)
    some_residents(session, district, 60)
    forum = establish(
        session, NewOrganisation(Kind.FORUM, "Forum", "Jl. A", "f@contoh.example", district.id), by=SYSTEM
    )
    posts = [Post(Role.MAKER, district.id), Post(Role.CHECKER, district.id), Post(Role.FORUM, district.id, forum.id)]
    users = [make_user(session, post.role, post=post).id for post in posts]
    session.commit()
    return Staff(*(signed_in(app, user) for user in users))


def signed_in(app: Flask, user_id: int) -> Browser:
    browser = Browser(app)
    browser.sign_in(user_id)
    return browser


def stage(session: Session) -> PoolStatus:
    session.rollback()
    return session.scalars(select(Pool.status)).one()


def test_a_pool_is_drafted_drawn_approved_and_opened_by_the_right_people(session: Session, staff: Staff) -> None:
    here, draw = "/kabupaten/kelompok/1", "/forum/undian/1"
    assert staff.maker.submit("/kabupaten/kelompok/baru", DRAFT).status_code == 303
    assert staff.maker.client.post(f"{here}/usulkan").status_code == 400, "no token, no deed"
    assert staff.checker.submit(here, {"secret": DISTRICT_SECRET}, action="/kunci").status_code == 303
    assert staff.forum.submit(draw, {"secret": FORUM_SECRET}).status_code == 303
    assert staff.maker.submit(here, action="/usulkan").status_code == 303
    assert stage(session) is PoolStatus.PROPOSED
    wrong = staff.checker.submit(here, {"secret": FORUM_SECRET}, action="/buka-rahasia")
    assert (wrong.status_code, "tidak cocok dengan sidik jari" in wrong.text) == (422, True)
    assert staff.checker.submit(here, {"secret": DISTRICT_SECRET}, action="/buka-rahasia").status_code == 303
    assert staff.forum.submit(draw, {"secret": FORUM_SECRET}).status_code == 303
    assert staff.checker.submit(here, action="/setujui").status_code == 303
    assert staff.checker.submit(here, action="/buka").status_code == 303
    assert stage(session) is PoolStatus.OPEN
    assert "Nelayan Sungailiat" in Browser(staff.maker.app).get("/kelompok").text
    trail = session.scalars(select(AuditEntry.action).where(AuditEntry.subject_kind == "pool"))
    assert list(trail) == [
        "pool:draft", "pool:commit", "pool:commit", "pool:propose", "pool:reveal", "pool:reveal", "pool:approved",
        "pool:open",
    ]  # fmt: skip


def test_what_was_typed_stays_when_a_draft_is_refused(staff: Staff) -> None:
    answer = staff.maker.submit("/kabupaten/kelompok/baru", {**DRAFT, "name": ""})
    assert answer.status_code == 422
    assert "Nelayan tanpa jaminan" in answer.text
    assert "Tulis namanya." in answer.text


def test_an_approval_of_something_else_is_refused(session: Session, app: Flask, staff: Staff) -> None:
    here, draw = "/kabupaten/kelompok/1", "/forum/undian/1"
    staff.maker.submit("/kabupaten/kelompok/baru", DRAFT)
    staff.checker.submit(here, {"secret": DISTRICT_SECRET}, action="/kunci")
    staff.forum.submit(draw, {"secret": FORUM_SECRET})
    staff.maker.submit(here, action="/usulkan")
    staff.checker.submit(here, {"secret": DISTRICT_SECRET}, action="/buka-rahasia")
    staff.forum.submit(draw, {"secret": FORUM_SECRET})
    assert staff.checker.submit(here, {"seen_hash": "0" * 64}, action="/setujui").status_code == 409
    assert staff.checker.submit(here, {"reason": "desa keliru"}, action="/kembalikan").status_code == 303
    assert stage(session) is PoolStatus.DRAFT


def test_roles_open_only_what_is_theirs(staff: Staff) -> None:
    staff.maker.submit("/kabupaten/kelompok/baru", DRAFT)
    assert staff.checker.get("/kabupaten/kelompok/baru").status_code == 403
    assert staff.forum.get("/kabupaten/kelompok/1").status_code == 403
    assert staff.maker.get("/forum/undian/1").status_code == 403
    assert staff.maker.get("/kabupaten/kelompok/2").status_code == 404
    assert Browser(staff.maker.app).get("/kelompok/1").status_code == 404


def test_everybody_reads_cards_and_the_order_but_no_name_and_no_small_count(app: Flask, session: Session) -> None:
    pool = an_open_pool(session, 30)
    pool_id = pool.id
    names = list(session.scalars(select(PoolMember.pseudonym)))
    session.commit()
    visitor = Browser(app)
    page, file = visitor.get(f"/kelompok/{pool_id}"), visitor.get(f"/kelompok/{pool_id}/urutan.csv")
    assert (page.status_code, file.status_code) == (200, 200)
    assert file.headers["Content-Type"].startswith("text/csv")
    assert all(name in file.text for name in names)
    assert "Warga 1" not in page.text + file.text


def test_the_list_of_pools_asks_no_more_for_more_pools(app: Flask, session: Session) -> None:
    district = a_district(session)
    an_open_pool(session, 6, district)
    session.commit()
    few = questions(app)
    for _ in range(4):
        an_open_pool(session, 6, district)
    session.commit()
    assert questions(app) == few <= 15


def questions(app: Flask) -> int:
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        asked.append(statement)

    with app.app_context():
        engine = database.db.engine
    event.listen(engine, "before_cursor_execute", note)
    assert Browser(app).get("/kelompok").status_code == 200
    event.remove(engine, "before_cursor_execute", note)
    return len([one for one in asked if one.startswith("SELECT")])
