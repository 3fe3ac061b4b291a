"""Every sealed value stands under a key of its row's own, and comes under it from an older form."""

import importlib.util
import json

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import text

from srikandi import database
from srikandi.cli.db import MIGRATIONS
from srikandi.database import sealed
from srikandi.residents import masked_numbers
from srikandi.settings import Keys
from tests.residents.bringing import bring, listed, nik_of, open_office
from tests.settings import KEYS


@pytest.fixture
def resident(session):
    return bring(session, open_office(session), [listed(1)])[0]


def as_before(session, resident):
    """Store the number as it stood before rows had keys of their own."""
    nonce = b"n" * 12
    bound = f"resident|nik|{resident.uid.hex}".encode()
    body = AESGCM(KEYS.field[0][1]).encrypt(nonce, nik_of(1).encode(), bound)
    stored = f"v1|1|{sealed._text(nonce)}|{sealed._text(body)}"
    session.execute(text("UPDATE resident SET nik = :stored"), {"stored": stored})
    session.commit()


def _step():
    place = MIGRATIONS / "versions" / "0026_keep_the_rights_of_people.py"
    about = importlib.util.spec_from_file_location("step_0026", place)
    step = importlib.util.module_from_spec(about)
    about.loader.exec_module(step)
    return step


def stored(session):
    session.expire_all()
    return session.execute(text("SELECT nik FROM resident")).scalar_one()


def test_a_row_that_loses_its_id_loses_its_key(session, resident):
    kept = resident.nik
    assert kept.stored.startswith("v2|1|")
    assert kept.open(resident.uid) == nik_of(1)
    _, _, nonce, body = kept.stored.split("|")
    bound = f"resident|nik|{resident.uid.hex}".encode()
    with pytest.raises(InvalidTag):
        AESGCM(KEYS.field[0][1]).decrypt(sealed._bytes(nonce), sealed._bytes(body), bound)


def test_without_a_key_of_the_row_the_field_key_alone_opens_it(session, resident):
    """The negative control: as it stood before, the same attempt succeeds."""
    as_before(session, resident)
    _, _, nonce, body = stored(session).split("|")
    bound = f"resident|nik|{resident.uid.hex}".encode()
    assert AESGCM(KEYS.field[0][1]).decrypt(sealed._bytes(nonce), sealed._bytes(body), bound).decode() == nik_of(1)


def test_the_step_of_the_schema_seals_existing_rows_again(session, resident):
    as_before(session, resident)
    step = _step()
    with Operations.context(MigrationContext.configure(session.connection())):
        for table, columns in step.SEALED.items():
            step._seal_again(table, columns)
    session.commit()
    assert stored(session).startswith("v2|1|")
    assert resident.nik.open(resident.uid) == nik_of(1)
    assert resident.address.open(resident.uid) == "JALAN CONTOH 1"


def test_keys_are_changed_without_losing_a_number(app, session, resident):
    as_before(session, resident)
    run = app.test_cli_runner().invoke
    assert json.loads(run(args=["keys", "status", "--json"]).output)["older"] == 1
    database.use_keys(Keys((("2", b"g" * 32), *KEYS.field), KEYS.index, KEYS.chain, KEYS.signing))
    try:
        before = json.loads(run(args=["keys", "status", "--json"]).output)["older"]
        assert before > 1
        answer = run(args=["keys", "rotate", "--json"])
        assert answer.exit_code == 0, answer.exception
        assert json.loads(answer.output)["sealed_again"] == before
        assert json.loads(run(args=["keys", "status", "--json"]).output)["ok"]
        database.use_keys(Keys((("2", b"g" * 32),), KEYS.index, KEYS.chain, KEYS.signing))
        assert stored(session).startswith("v2|2|")
        assert masked_numbers(resident).nik.endswith(nik_of(1)[-4:])
    finally:
        database.use_keys(KEYS)


def test_a_command_of_keys_prints_no_number(app, session, resident):
    for words in (["keys", "status"], ["keys", "rotate"]):
        answer = app.test_cli_runner().invoke(args=words)
        assert answer.exit_code == 0
        assert nik_of(1) not in answer.output


def test_a_destroyed_value_opens_as_nothing(session, resident):
    resident.nik = database.destroyed("resident|nik")
    session.commit()
    session.expire_all()
    assert resident.nik.open(resident.uid) == ""
    assert masked_numbers(resident).nik == "–"
