"""Pools made before rules were data keep who was meant, and the points that were published."""

from alembic import command
from sqlalchemy import text

from srikandi import create_app
from srikandi.cli.db import config_for, differences, upgrade_schema
from srikandi.database import db
from srikandi.eligibility import Audience, Condition, Field, Rule, everybody_who, fingerprint
from srikandi.pools import Pool, rule_row
from tests.settings import settings_for

POOL = (
    "INSERT INTO pool (id, district_id, name, purpose, status, criteria, tariff_basis, rule, freezes, created_at) "
    "VALUES (:id, 1, 'Nelayan', 'Nelayan', 'open', :criteria, 'participant', 1, 1, '2026-01-02T03:04:05.000000+00:00')"
)
BEFORE = {
    1: "{}",
    2: '{"villages":["19.01.01.2001"],"decile_max":3,"kind":"reactivation",'
    '"occupation":"Nelayan","former_pbi_only":true}',
}
AFTER = {
    1: Audience(),
    2: everybody_who(
        Condition(Field.VILLAGE, values=("19.01.01.2001",)),
        Condition(Field.DECILE, high=3),
        Condition(Field.KIND, values=("reactivation",)),
        Condition(Field.OCCUPATION, values=("NELAYAN",)),
        Condition(Field.FORMER_PBI),
    ),
}


def test_criteria_become_the_first_version_of_a_rule(tmp_path):
    app = create_app(settings_for(f"sqlite:///{tmp_path}/old.sqlite3", tmp_path))
    with app.app_context():
        with db.engine.begin() as connection:
            command.upgrade(config_for(connection), "0028")
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for number, criteria in BEFORE.items():
                connection.execute(text(POOL), {"id": number, "criteria": criteria})
            _a_district(connection)
        with db.engine.begin() as connection:
            upgrade_schema(connection)
            assert differences(connection) == []
        for number, audience in AFTER.items():
            row = rule_row(db.session(), db.session().get_one(Pool, number))
            rule = Rule(audience)
            assert Rule.of(row.content) == rule
            assert row.fingerprint == fingerprint(rule.stored())


def _a_district(connection) -> None:
    columns = connection.exec_driver_sql("PRAGMA table_info(district)").all()
    wanted = {row[1]: row[2] for row in columns if row[3] and row[4] is None}
    values = {name: 1 if kind in {"INTEGER", "BIGINT"} else "x" for name, kind in wanted.items()}
    names = ", ".join(values)
    gaps = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO district ({names}) VALUES ({gaps})"), values)  # noqa: S608 - own words
