"""The treasurer proposes, the official approves, a company may stop; the old account stays on the pages meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
import time_machine

from srikandi import clock
from srikandi.cli.work import EVERY_MINUTE, sweep
from srikandi.database import Secret
from srikandi.payments.destinations import ChangeStatus, DestinationChange
from srikandi.throttles import CountedTry, Gate
from srikandi.users import Role, new_seed
from tests.browsing import Browser
from tests.payments.destinations.scene import PASSWORD, a_town

PAGE = "/rekening-tujuan"
NEW = {"bank": "BCA", "number": "0415 5500 01", "holder": "Forum TJSL", "reason": "Pindah cabang"}


@pytest.fixture
def town(app, session):
    made = a_town(session)
    session.commit()
    return made


def as_(app, town, role):
    browser = Browser(app)
    browser.sign_in(town.users[role].id)
    return browser


def propose(app, town, **said):
    sent = {**NEW, "what": f"change/{town.account.id}", "password": PASSWORD, **said}
    return as_(app, town, "treasurer").submit(f"{PAGE}/usulan-baru", sent)


def test_two_people_change_an_account_in_a_day(app, session, town):
    assert propose(app, town).status_code == 303
    change = session.query(DestinationChange).order_by(DestinationChange.id.desc()).first()
    address = f"{PAGE}/{change.id}"
    assert "/setujui" not in as_(app, town, "treasurer").get(address).text
    company = as_(app, town, "company")
    assert "0415550001" not in company.get(address).text + company.get(PAGE).text
    checker = as_(app, town, "checker")
    assert "0415550001" in checker.get(address).text
    wrong = checker.submit(address, {"password": "bukan-kata-sandinya"}, action="/setujui")
    assert wrong.status_code == 422
    assert "Kata sandi ini tidak cocok" in wrong.text
    assert session.query(CountedTry).filter_by(gate=Gate.ACCOUNT).count() == 1
    assert checker.submit(address, {"password": PASSWORD}, action="/setujui").status_code == 303
    with time_machine.travel(clock.now() + timedelta(hours=24, minutes=1), tick=True):
        sweep(app, EVERY_MINUTE)
        session.expire_all()
        shown = as_(app, town, "company").get(PAGE).text
    assert "0415550001" in shown
    assert "0410009876" not in shown


def test_a_company_stops_what_it_does_not_trust(app, session, town):
    propose(app, town)
    change = session.query(DestinationChange).order_by(DestinationChange.id.desc()).first()
    company = as_(app, town, "company")
    assert company.submit(f"{PAGE}/{change.id}", {"reason": ""}, action="/hentikan").status_code == 422
    said = {"reason": "Bank bilang tidak kenal"}
    assert company.submit(f"{PAGE}/{change.id}", said, action="/hentikan").status_code == 303
    session.refresh(change)
    assert change.status is ChangeStatus.STOPPED
    assert "/hentikan" not in company.get(f"{PAGE}/{change.id}").text


def test_the_second_factor_is_asked_for_where_it_is_set_up(app, session, town):
    seed, user = new_seed(), town.users["treasurer"]
    user.totp_seed = Secret(seed, user.uid)
    session.commit()
    assert propose(app, town, code="000000").status_code == 422
    assert propose(app, town, code=pyotp.TOTP(seed).now()).status_code == 303


def test_what_was_typed_stays_when_it_is_refused(app, town):
    answer = propose(app, town, what="direct", number="123")
    assert answer.status_code == 422
    assert "16 angka" in answer.text
    assert "Pindah cabang" in answer.text


@pytest.mark.parametrize("role", [Role.COMPANY, Role.AUDITOR, Role.CHECKER])
def test_only_a_treasurer_proposes(app, town, role):
    assert as_(app, town, role.value).get(f"{PAGE}/usulan-baru").status_code == 403
    assert as_(app, town, role.value).get(PAGE).status_code == 200
