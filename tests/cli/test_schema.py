"""The migrations make exactly what the models say, and can be run by several instances at once."""

from threading import Thread

from sqlalchemy import text

from srikandi import create_app
from srikandi.cli.db import differences, upgrade_schema
from srikandi.database import db
from tests.settings import settings_for


def test_the_migrations_make_what_the_models_say(session):
    assert differences(session.connection()) == []


def test_a_missing_column_and_a_missing_trigger_are_named(session):
    connection = session.connection()
    connection.execute(text("ALTER TABLE message ADD COLUMN stray INTEGER"))
    on = "" if connection.dialect.name == "sqlite" else " ON audit_entry"
    name = "srk_audit_entry_append_only" + ("_update" if connection.dialect.name == "sqlite" else "")
    connection.execute(text(f'DROP TRIGGER "{name}"{on}'))
    found = differences(connection)
    assert f"trigger {name}" in found
    assert any("stray" in one for one in found)


def test_an_upgrade_puts_a_lost_trigger_back(session):
    connection = session.connection()
    on = "" if connection.dialect.name == "sqlite" else " ON audit_entry"
    name = "srk_audit_entry_append_only" + ("_update" if connection.dialect.name == "sqlite" else "")
    connection.execute(text(f'DROP TRIGGER "{name}"{on}'))
    upgrade_schema(connection)
    assert differences(connection) == []


def test_four_instances_started_at_once_make_one_schema(app):
    failures: list[BaseException] = []

    def start() -> None:
        try:
            with app.app_context(), db.engine.begin() as connection:
                upgrade_schema(connection)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test shall show it
            failures.append(error)

    threads = [Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_command_on_an_empty_database_says_what_to_do_first(tmp_path):
    app = create_app(settings_for(f"sqlite:///{tmp_path}/empty.sqlite3", tmp_path))
    answer = app.test_cli_runner().invoke(args=["ledger", "verify"])
    assert answer.exit_code == 1
    assert "flask db upgrade" in answer.output
