"""Who owes months is listed by name, a page at a time, alike whether few owe or many; the file leaves in parts."""

from __future__ import annotations

import pytest

from srikandi import arrears
from srikandi.arrears.owing import listing
from srikandi.residents import ResidentStatus
from srikandi.users import Post, Role
from srikandi.web.district.arrears import views
from tests.arrears.test_owing import months, people, say
from tests.browsing import Browser
from tests.people import make_user
from tests.pledges.making import a_scene


@pytest.fixture
def scene(session):
    return a_scene(session, lives=7)


@pytest.fixture
def owing(session, scene):
    """Let everybody but one owe; one of them has left."""
    *those, free = people(session, scene)
    for number, who in enumerate(those, start=1):
        say(session, who, months(number), scene)
    those[0].status = ResidentStatus.EXITED
    session.flush()
    return [one.id for one in sorted(those[1:], key=lambda one: (one.name_key, one.id)) if one is not free]


def paged(session, scene, size, **narrower):
    found, after = [], None
    while True:
        rows, after = arrears.debtors(session, viewer=scene.maker, size=size, after=after, **narrower)
        found += [(one.resident.id, one.owed.months) for one in rows]
        if after is None:
            return [number for number, _ in found]


@pytest.mark.parametrize("few", [1_000, 2])
@pytest.mark.parametrize("size", [2, 5, 50])
def test_few_and_many_are_listed_alike(session, scene, owing, monkeypatch, few, size):
    monkeypatch.setattr(listing, "FEW", few)
    assert paged(session, scene, size) == owing


def test_one_village_is_listed_alone(session, scene, owing):
    villages = {one.id: one.village_code for one in people(session, scene)}
    for village in set(villages.values()):
        here = [one for one in owing if villages[one] == village]
        assert paged(session, scene, 1, village_code=village) == here


def test_the_file_leaves_in_parts_and_says_what_the_pages_say(app, session, scene, owing, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 2)
    browser = Browser(app)
    browser.sign_in(make_user(session, Role.MAKER, post=Post(Role.MAKER, scene.district_id)).id)
    answer = browser.submit("/kabupaten/tunggakan/warga", action="/daftar-warga.csv")
    head, *lines = answer.get_data().decode("utf-8-sig").splitlines()
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="tunggakan.csv"')
    assert "Content-Length" not in answer.headers
    assert head.startswith("Nama;Desa;Kelas;Bulan")
    names = {one.id: one.name for one in people(session, scene)}
    assert [line.split(";")[0] for line in lines] == [names[one] for one in owing]
