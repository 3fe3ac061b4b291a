"""Broken variants of leaving and coming back: each is caught by the sentences that must always be true."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, update

from srikandi import coverage
from srikandi.coverage import LifeMonth, succession
from srikandi.pledges import SuccessionRule
from srikandi.programme.exits import passing_on
from tests.pledges.making import a_scene, an_agreed_pledge, shared_terms
from tests.programme.exits.stories import LIVES, MONTHS, PEOPLE, tell

PAID: tuple[Any, ...] = (
    ("pay", 0, LIVES * MONTHS * 20_000),
    ("pay", 1, LIVES * MONTHS * 15_000),
    ("register", 0, set()),
)
STORY: tuple[Any, ...] = (*PAID, ("exit", 2, 3), ("undo", 2), ("confirm", 1), ("wait",))
FEW = LIVES
"""Nobody waits behind those who are covered, so that a seat stays free."""


def told(session, people=FEW, rule=SuccessionRule.NEXT, story=STORY):
    try:
        scene = a_scene(session, lives=people)
        terms = shared_terms(scene, lives=LIVES, months=MONTHS, succession_rule=rule)
        tell(session, scene, an_agreed_pledge(session, scene, terms), story)
    finally:
        session.rollback()


def quietly(session, statement):
    session.execute(statement, execution_options={"synchronize_session": False})


def keep_the_seat(session, pledge_id, residents, *, reason):
    """Somebody leaves and goes on sitting there."""
    return []


def lose_the_months(session, pledge_id, residents, *, reason):
    """The months of somebody who leaves vanish with them."""
    own = LifeMonth.pledge_id == pledge_id, LifeMonth.resident_id.in_(residents), LifeMonth.funded_by.is_(None)
    quietly(session, delete(LifeMonth).where(*own))
    return vacate(session, pledge_id, residents, reason=reason)


def give_back_without_money(session, pledge, rows, *, by):
    """Months are released and their money is forgotten."""
    coverage.release(session, rows)


def push_the_successor_away(session, pledge_id, seats, *, resident_id):
    """Who comes back takes the seat of whoever sits there now, without leaving a trace."""
    rows = LifeMonth.pledge_id == pledge_id, LifeMonth.seat.in_(seats), LifeMonth.confirmed_by.is_(None)
    quietly(session, update(LifeMonth).where(*rows).values(resident_id=resident_id, funded_by=None, status="planned"))
    return MONTHS


vacate = coverage.vacate
PLANTED: dict[str, Any] = {
    "the seat is kept": (coverage, "vacate", keep_the_seat, SuccessionRule.NEXT, STORY),
    "the months vanish": (coverage, "vacate", lose_the_months, SuccessionRule.NEXT, STORY[3:]),
    "the money is forgotten": (passing_on, "release_months", give_back_without_money, SuccessionRule.RETURN, STORY),
    "the money is lost when coming back": (
        succession,
        "regain",
        push_the_successor_away,
        SuccessionRule.NEXT,
        STORY,
    ),
}


@pytest.mark.parametrize("rule", SuccessionRule)
def test_the_story_itself_breaks_nothing(session, rule):
    told(session, rule=rule)
    told(session, people=PEOPLE, rule=rule)


@pytest.mark.parametrize("name", PLANTED)
def test_a_broken_variant_is_caught(session, monkeypatch, name):
    room, verb, broken, rule, story = PLANTED[name]
    monkeypatch.setattr(room, verb, broken)
    with pytest.raises(AssertionError):
        told(session, rule=rule, story=story)
