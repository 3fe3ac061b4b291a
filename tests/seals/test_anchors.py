"""The worker seals once a day and tells the forum; a kept head shows an end that was cut off and sealed anew."""

import json
from contextvars import Context
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, text

from srikandi import seals
from srikandi.cli import work
from srikandi.database import current_session
from srikandi.messages import Message
from srikandi.seals import SealBlock
from srikandi.users import Role
from tests.ledger.book import drop_guards, make_district, receive, restore_guards
from tests.people import SYSTEM, make_user

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
LAST_BLOCK = (
    "DELETE FROM seal_pack WHERE block = 2",
    "DELETE FROM seal_range WHERE block = 2",
    "DELETE FROM seal_block WHERE number = 2",
    "DELETE FROM transfer WHERE journal_id = (SELECT max(id) FROM journal)",
    "DELETE FROM journal WHERE id = (SELECT max(id) FROM journal)",
)


@pytest.fixture
def district(session):
    made = make_district(session)
    receive(session, made, 1000)
    make_user(session, Role.FORUM)
    session.commit()
    return made


def seal(app):
    with app.app_context():
        return seals.seal_in_steps(current_session(), by=SYSTEM)


def minute(app, at):
    with time_machine.travel(at, tick=False):
        Context().run(work.sweep, app, (work._seal,))


def blocks(session):
    session.rollback()
    return session.scalars(select(SealBlock.number).order_by(SealBlock.number)).all()


def test_the_worker_seals_once_a_day_and_writes_the_head_to_the_forum(app, session, district):
    for hours in (0, 1, 23, 25, 26):
        minute(app, NOON + timedelta(hours=hours))
    assert blocks(session) == [1, 2]
    letters = session.scalars(select(Message).order_by(Message.id)).all()
    assert [one.kind for one in letters] == ["anchor", "anchor"]
    heads = {number: head.hex() for number, head in session.execute(select(SealBlock.number, SealBlock.head))}
    assert seals.read_anchor(letters[1].body) == {2: heads[2]}


def test_who_asks_for_a_seal_gets_it_the_next_minute_and_the_forum_no_second_letter(app, session, district):
    minute(app, NOON)
    seals.ask(session, district, by=SYSTEM)
    session.commit()
    minute(app, NOON + timedelta(minutes=1))
    minute(app, NOON + timedelta(minutes=2))
    assert blocks(session) == [1, 2]
    assert len(session.scalars(select(Message)).all()) == 1


def kept_head(app, session, tmp_path):
    session.rollback()
    heads = [
        {"number": number, "head": head.hex()}
        for number, head in session.execute(select(SealBlock.number, SealBlock.head))
    ]
    file = tmp_path / "jangkar.json"
    file.write_text(json.dumps({"blocks": heads}))
    return file


def findings(app, *words):
    answer = app.test_cli_runner().invoke(args=["ledger", "verify", "--json", *words])
    return {(one["check"], one["subject"]) for one in json.loads(answer.output)["findings"]}


@pytest.mark.leaves_a_broken_book
def test_an_end_cut_off_and_sealed_anew_with_the_key_is_found_by_a_kept_head(app, session, district, tmp_path):
    seal(app)
    receive(session, district, 5, reference="bank:2")
    session.commit()
    seal(app)
    file = kept_head(app, session, tmp_path)
    drop_guards(session, "seal_pack", "seal_range", "seal_block", "transfer", "journal", "account_balance")
    for statement in LAST_BLOCK:
        session.execute(text(statement))
    session.execute(text("UPDATE account_balance SET credits = 1000"))
    restore_guards(session)
    session.commit()
    assert findings(app) == set(), "cut off where nobody looks: only who kept a head can tell"
    assert findings(app, "--anchor", str(file)) == {("anchor", "seal_block/2")}
    seal(app)
    assert findings(app, "--anchor", str(file)) == {("anchor", "seal_block/2")}


def test_a_file_without_a_head_is_refused(app, tmp_path):
    file = tmp_path / "kosong.txt"
    file.write_text("halo")
    answer = app.test_cli_runner().invoke(args=["ledger", "verify", "--anchor", str(file)])
    assert answer.exit_code == 1
