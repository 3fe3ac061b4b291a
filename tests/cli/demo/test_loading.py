"""The demonstration: true, even, in every state, and only where nobody real is."""

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import func, select

from srikandi import clock
from srikandi.cli.demo.cast import LOGINS, PASSWORD
from srikandi.cli.demo.story import ENOUGH
from srikandi.places import District, districts
from srikandi.pledges import Pledge
from srikandi.residents import Resident
from srikandi.settings import Mode
from srikandi.users import User

HOUSE = Path(__file__).resolve().parents[3] / "srikandi"


def run(app, *words):
    return app.test_cli_runner().invoke(args=["demo", *words])


def test_without_residents_there_is_a_district_with_its_people_and_no_promise(app, session):
    answered = run(app, "load", "--residents", "0", "--json")
    assert answered.exit_code == 0, answered.output
    assert [district.code for district in districts(session)] == ["19.01"]
    counted = [session.scalar(select(func.count()).select_from(table)) for table in (Resident, Pledge)]
    assert counted == [0, 0]
    known = set(session.scalars(select(User.email)))
    assert {login.address for login in LOGINS} <= known


def test_a_few_residents_are_listed_without_a_promise(app, session):
    answered = run(app, "load", "--residents", "40")
    assert answered.exit_code == 0, answered.output
    counted = [session.scalar(select(func.count()).select_from(table)) for table in (Resident, Pledge)]
    assert counted == [40, 0]


def test_the_story_can_be_told_in_the_first_half_hour_of_a_year(app, session):
    with time_machine.travel(datetime(2026, 12, 31, 17, 30, tzinfo=UTC), tick=True):
        answered = run(app, "load", "--residents", str(ENOUGH))
        assert answered.exit_code == 0, answered.output
    statuses = Counter(status.value for status in session.scalars(select(Pledge.status)))
    assert statuses == {"completed": 2, "running": 4, "agreed": 5, "approved": 2, "offered": 3}


def test_a_second_load_is_refused_or_does_nothing_when_asked_so(app, session):
    assert run(app, "load", "--residents", "0").exit_code == 0
    assert run(app, "load", "--residents", "0").exit_code == 1
    again = run(app, "load", "--if-empty")
    assert (again.exit_code, session.scalar(select(func.count(District.id)))) == (0, 1)


def test_invented_people_never_come_where_real_ones_are(app, session, monkeypatch):
    real = replace(app.extensions["srikandi"], mode=Mode.PRODUCTION)
    monkeypatch.setitem(app.extensions, "srikandi", real)
    answered = run(app, "load", "--residents", "0")
    assert (answered.exit_code, districts(session)) == (1, [])


def test_the_logins_are_printed_with_role_address_password_and_duty(app):
    printed = run(app, "logins").output
    told = json.loads(run(app, "logins", "--json").output)["logins"]
    roles = {"village", "maker", "checker", "company", "treasurer", "branch", "forum", "auditor", "admin"}
    assert {f"{role}@demo.example" for role in roles} <= {one["address"] for one in told}
    assert all(one["address"] in printed and one["duty"] in printed for one in told)
    assert printed.count(PASSWORD) == len(told)


def test_a_story_that_is_told_happens_at_its_moment_and_only_there():
    moment = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
    with clock.pretending(moment):
        assert clock.now() == moment
        with clock.pretending(moment - timedelta(days=1)):
            assert clock.today().day == 4
        assert clock.today().day == 5
    assert clock.now() - datetime.now(UTC) < timedelta(seconds=5)


@pytest.mark.parametrize("moment", [datetime(2026, 1, 5), datetime.now(UTC) + timedelta(days=1)])  # noqa: DTZ001 - refused
def test_nobody_pretends_to_be_in_the_future_or_nowhere(moment):
    with pytest.raises(ValueError, match="told"), clock.pretending(moment):
        pass


def test_only_the_demonstration_pretends():
    users = {
        path.relative_to(HOUSE).parts[:2]
        for path in HOUSE.rglob("*.py")
        if "pretending(" in path.read_text(encoding="utf-8") and path.name != "clock.py"
    }
    assert users == {("cli", "demo")}
