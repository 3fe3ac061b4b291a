"""A decree binds every district served here: each is told, and each has a day to say no."""

from __future__ import annotations

import sys
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from srikandi import clock, places, programme, tariffs
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.messages import Message
from srikandi.money import Money
from srikandi.places import NewDistrict
from srikandi.tariffs import Basis, NewTariff, TariffTooSoon
from srikandi.users import Post, Role, User
from tests.people import make_user
from tests.pledges.making import SYSTEM, a_scene

DAY = timedelta(days=1, minutes=1)


@pytest.fixture
def scene(session):
    return a_scene(session)


@pytest.fixture
def neighbours(session, scene):
    """Give the treasurer and the approver of another district."""
    new = NewDistrict("63.07", "Dinas Sosial", "Jl. Contoh 2", "Barabai", "Nama Contoh", "Bupati", "0517-000000")
    district = places.add_district(session, new, by=SYSTEM)
    return a_member(session, "treasurer", district.id), a_member(session, "checker", district.id)


def a_member(session, role, district_id):
    user = make_user(session, Role(role), post=Post(Role(role), district_id))
    return Actor(user_id=user.id, name=user.name, role=role, district_ids=(district_id,))


def a_proposal(session, scene):
    new = NewTariff(Basis.PARTICIPANT, Money(42_000), (Month.of(clock.today()) + 3).first_day, "Perpres contoh")
    return programme.propose_tariff(session, new, by=scene.maker)


def letters(session):
    return {(one.to_address, one.subject.split(":")[0]) for one in session.scalars(select(Message))}


def test_every_district_reads_of_a_proposal_and_of_what_became_of_it(session, scene, neighbours):
    own = a_member(session, "treasurer", scene.district_id)
    proposal = a_proposal(session, scene)
    users = [session.get_one(User, one.user_id).email for one in (own, *neighbours)]
    assert {(address, "Usulan tarif") for address in users} <= letters(session)
    assert all("Kabupaten Hulu Sungai Tengah" in one for one in session.scalars(select(Message.body)))
    programme.refuse_tariff(session, proposal, reason="Belum terbit", by=neighbours[1])
    assert {subject for _, subject in letters(session)} == {"Usulan tarif", "Usulan tarif ditolak"}


def test_two_people_of_one_district_cannot_bind_another_the_same_day(session, scene, neighbours):
    proposal = a_proposal(session, scene)
    with pytest.raises(TariffTooSoon):
        programme.accept_tariff(session, proposal, by=scene.checker)
    with time_machine.travel(clock.now() + DAY, tick=False):
        programme.accept_tariff(session, proposal, by=scene.checker)
    assert tariffs.amount(session, Basis.PARTICIPANT, month=Month.of(clock.today()) + 3) == Money(42_000)


def test_without_the_day_to_object_they_would(session, scene, neighbours, monkeypatch):
    """The control: the waiting time is off, and the same deed goes through at once."""
    monkeypatch.setattr(sys.modules["srikandi.tariffs.proposals"], "OBJECTION", timedelta(0))
    proposal = a_proposal(session, scene)
    programme.accept_tariff(session, proposal, by=scene.checker)
    assert tariffs.amount(session, Basis.PARTICIPANT, month=Month.of(clock.today()) + 3) == Money(42_000)


def test_where_one_district_is_served_the_second_reader_decides_at_once(session, scene):
    programme.accept_tariff(session, a_proposal(session, scene), by=scene.checker)
