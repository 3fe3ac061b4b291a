"""Everybody's home page says what waits, and only what they can open."""

from __future__ import annotations

import pytest

from srikandi import places, pledges, programme, reports
from srikandi.organisations import Kind
from srikandi.users import Post, Role
from tests.pledges.making import terms_of
from tests.reports.running import a_partner, a_running_pledge, a_signed_report
from tests.web.reporting.test_reports import signed_in
from tests.web.window.test_front import counted

MOST_QUESTIONS = 16
PARTNERS = {Role.FORUM: Kind.FORUM, Role.BRANCH: Kind.BRANCH}


def post_of(role, running, session):
    scene = running.scene
    village = places.villages_of(session, scene.district_id)[0].code if role is Role.VILLAGE else None
    place = None if role in {Role.ADMIN, Role.BRANCH} else scene.district_id
    organisation = scene.company_id if role is Role.COMPANY else None
    if role in PARTNERS:
        organisation = a_partner(session, scene, PARTNERS[role]).id
    return Post(role, place, organisation, village)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_home_that_asks_few_questions(app, session, role):
    running = a_running_pledge(session)
    person = signed_in(app, session, post_of(role, running, session))
    with counted(app) as sent:
        answer = person.get("/beranda")
    assert answer.status_code == 200
    assert "Menunggu Anda hari ini" in answer.text
    assert len(sent) <= MOST_QUESTIONS, "\n".join(sent)


def test_what_waits_is_counted_and_leaves_when_it_is_done(app, session):
    running = a_running_pledge(session)
    checker, forum = running.scene.checker, running.forum
    assert reports.waiting(session, checker) == []
    offered = pledges.offer(session, terms_of(running.scene, lives=3, months=1), by=running.officer)
    (task,) = reports.waiting(session, checker)
    assert (task.count, task.endpoint, task.tone) == (1, "district.pledges.index", "urgent")
    programme.approve_pledge(session, offered, seen_hash=offered.content_hash, by=checker)
    assert reports.waiting(session, checker) == []
    words = [task.words for task in reports.waiting(session, running.officer)]
    assert "Laporan siap dilengkapi" in words
    assert "Komitmen belum lunas" in words
    a_signed_report(session, running)
    assert [task.endpoint for task in reports.waiting(session, forum)] == ["forum.reports.index"]
    assert "Laporan siap dilengkapi" not in [task.words for task in reports.waiting(session, running.officer)]


def test_the_figures_of_a_company_are_its_own(session):
    running = a_running_pledge(session)
    said = {one.label: one.value for one in reports.home_figures(session, running.officer).figures}
    assert said["Jiwa-bulan aktif"] == 6
    assert str(said["Sudah dibayar"]) == "Rp360.000"
    assert said["Sertifikat berlaku"] == 1


def test_the_district_sees_its_kecamatan(session):
    running = a_running_pledge(session)
    home = reports.home_figures(session, running.scene.maker)
    assert sum(home.places.values()) == 6
    numbers = [part.value for part in home.parts if isinstance(part.value, int)]
    assert sum(numbers) == 18
