"""Three companies and the Pemkab promise fifty lives together: the last joins in the last hour, or does not."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from srikandi import clock
from srikandi.cli.work import EVERY_MINUTE, sweep
from srikandi.money import Money
from srikandi.pledges import Consortium
from srikandi.pools import MemberStatus, PoolMember
from tests.journeys import steps
from tests.journeys.town import a_town, done, link, links, words

MONTHS, PRICE = 2, 37_800
PEOPLE = 60
LEADER, SECOND, LAST = "PT Bangka Terang Contoh", "PT Lada Putih Contoh", "PT Timah Terakhir Contoh"


@pytest.fixture
def town(app, session):
    return a_town(app)


@pytest.fixture
def gathered(town, session):
    """The leader brings 20 lives, the second 12, the Pemkab 8; the last company has been asked."""
    steps.import_residents(town, PEOPLE)
    pool = steps.open_a_pool(town)
    companies = {name: steps.admit_a_company(town, name=name) for name in (LEADER, SECOND, LAST)}
    for name, company in companies.items():
        steps.open_the_gate(town, company, name=name)
    leader = companies[LEADER]
    asked = re.findall(
        r'value="(\d+)"[^>]*>\s*<label[^>]*>([^<]+)', leader.get("/perusahaan/komitmen-bersama/baru").text
    )
    invited = [number for number, name in asked if name.strip() in {SECOND, LAST} or name.startswith("Pemerintah")]
    typed = {
        "name": "Nelayan Bangka terlindungi",
        "target_lives": "50",
        "target_members": "4",
        "join_on": (clock.today() + timedelta(days=10)).isoformat(),
        "months": str(MONTHS),
        "lives": "20",
        "invited": invited,
        "is_named": "y",
    }
    page = done(leader.submit("/perusahaan/komitmen-bersama/baru", typed, action="/baru"))
    done(companies[SECOND].submit(page, {"lives": "12"}, action="/ikut"))
    done(town.at("maker").submit(district(page), {"lives": "8"}, action="/ikut"))
    return companies, page, pool


def district(page):
    return page.replace("/perusahaan/", "/kabupaten/")


def last_moment(session, left):
    """Let the last moment of joining be so far off."""
    session.rollback()
    session.scalars(select(Consortium)).one().join_until = clock.now() + left
    session.commit()


def pay_everything(town, company, page, lives):
    own = links(company.get(page), r"/perusahaan/komitmen/\d+")[0]
    payer = link(company, own, r"/perusahaan/pembayaran/baru/\d+")
    steps.pay_by_transfer(town, company, payer, amount=Money(lives * MONTHS * PRICE))
    return own


def test_the_last_one_joins_in_the_last_hour_and_all_of_it_goes_ahead(town, session, gathered):
    companies, page, pool = gathered
    leader = companies[LEADER]
    assert "3 dari 4" in words(leader.get(page))
    assert "40 dari 50 jiwa" in words(leader.get(page))
    public = words(town.visitor().get(pool))
    assert "3 dari 4" in public
    assert f"{LEADER} dan 1 peserta lain" in public or LEADER in public
    assert SECOND not in public
    early = pay_everything(town, leader, page, 20)
    assert "Didanai" not in words(leader.get(early)), "no money is used before the condition is met"
    assert "/setujui" not in town.at("checker").get(district(page)).text
    assert "/setujui" not in town.at("checker").get(district(early)).text

    last_moment(session, timedelta(minutes=40))
    done(companies[LAST].submit(page, {"lives": "10"}, action="/ikut"))
    assert "Syarat terpenuhi" in words(leader.get(page))
    done(town.at("checker").submit(district(page), action="/setujui"))
    assert "Didanai 40" in words(leader.get(early))
    last = pay_everything(town, companies[LAST], page, 10)
    assert "Didanai 20" in words(companies[LAST].get(last))
    assert town.command("ledger", "verify")["ok"]


def test_the_last_one_does_not_join_and_everything_is_as_it_was(town, session, gathered):
    companies, page, pool = gathered
    leader = companies[LEADER]
    early = pay_everything(town, leader, page, 20)
    last_moment(session, -timedelta(seconds=1))
    late = companies[LAST].get(page)
    assert "Batas bergabung sudah lewat" in words(late)
    sweep(town.app, EVERY_MINUTE)
    shown = words(leader.get(page))
    assert "Syarat komitmen bersama tidak terpenuhi" in shown
    assert "Rp1.512.000" in shown, "the money that came is the leader's credit"
    assert "Didanai" not in words(leader.get(early))
    assert "Rp1.512.000" in words(leader.get("/perusahaan/pembayaran"))
    session.rollback()
    waiting = session.scalars(select(PoolMember.place).where(PoolMember.status == MemberStatus.LISTED)).all()
    assert sorted(waiting) == list(range(1, PEOPLE + 1))
    assert "Nelayan Bangka terlindungi" not in words(town.visitor().get(pool))
    assert town.command("ledger", "verify")["ok"]
