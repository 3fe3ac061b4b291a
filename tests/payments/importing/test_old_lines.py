"""What two people had said about lines before proposals had a table means the same after the step that made it."""

from __future__ import annotations

import os
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from srikandi import create_app
from srikandi.cli.db import differences, upgrade_schema
from srikandi.database import current_session, db
from srikandi.money import Money
from srikandi.payments import BankStatement, LineProposal, Payment, ProposalKind, ProposalPart, StatementLine, banking
from srikandi.payments.cards import Payout
from tests.payments.importing.old_rows import THEN, Past
from tests.settings import settings_for

BEFORE = "0009"
POSTGRES = os.environ.get("TEST_POSTGRES_URL")


@pytest.fixture(params=["sqlite", "postgresql"])
def opened(request, tmp_path):
    """Give a database nobody has set up yet."""
    held, url = None, f"sqlite:///{tmp_path}/old.sqlite3"
    if request.param == "postgresql":
        held, name = request.getfixturevalue("postgresql_database"), f"srikandi_{os.getpid()}_old"
        held._run(f"CREATE DATABASE {name}")
        url = sa.make_url(POSTGRES or "").set(database=name).render_as_string(hide_password=False)
    with create_app(settings_for(url, tmp_path)).app_context():
        yield
        current_session().close()
        db.engine.dispose()
    if held is not None:
        held._run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def old(opened):
    """Give what a desk of the step before held: money of every fate."""
    with db.engine.begin() as connection:
        yield a_desk_of_the_past(Past(connection, BEFORE))


def a_desk_of_the_past(past):
    account, statement = past.put("bank_account", code="babel-bca"), past.put("bank_statement", lines_new=7)
    past.made |= {"bank_account": account, "bank_statement": statement}
    old = SimpleNamespace(statement=statement, past=past, payer=past.put("payer"), other=another(past))
    old.proposer, old.confirmer = past.put("user"), past.put("user")
    past.made["payer"] = old.payer
    old.credited = a_line(past, "one", action="credit")
    old.paid = a_payment(past, "babel-bca|one|1", journal_id=past.put("journal"))
    old.batch = a_line(past, "batch", action="credit")
    old.parts = [
        a_payment(past, f"babel-bca|batch|1{end}", payer_id=one) for end, one in (("", old.payer), ("|1", old.other))
    ]
    old.open = a_line(past, "open", action="review")
    said = {"matched_payer_id": old.payer, "matched_by": old.proposer, "matched_at": THEN, "match_reason": "telepon"}
    old.proposed = a_line(past, "proposed", action="review", **said)
    settled = {"confirmed_by": old.confirmer, "confirmed_at": THEN}
    old.matched = a_line(past, "matched", action="credit", **said, **settled)
    old.found = a_payment(past, "babel-bca|matched|1")
    old.paid_out = a_line(past, "payout", action="review")
    old.payout = past.put("payout", line_id=old.paid_out, status="arrived")
    old.fee = a_line(past, "fee", action="ignore", amount_sen=-650_000)
    old.card = past.put("payment", route="stripe", status="claimed", external_reference="pi_1")
    return old


def another(past):
    """Write a payer of the same pledge."""
    return past.put("payer", organisation_id=past.put("organisation"))


def a_line(past, name, **said):
    """Write a line of a million rupiah and 75 sen."""
    return past.put("statement_line", **{"group_key": name, "ordinal": 1, "amount_sen": 100_000_075} | said)


def a_payment(past, name, **said):
    journal = {"journal_id": past.put("journal")}
    return past.put(
        "payment", **{"route": "bank_transfer", "status": "settled", "external_reference": name} | journal | said
    )


def moved(old):
    """Bring the database to this version and give a session on it."""
    upgrade_schema(old.past.connection)
    old.past.connection.commit()
    return current_session()


def test_every_payment_by_bank_names_its_line_and_no_other_does(old):
    session = moved(old)
    lines = {one.id: one.statement_line_id for one in session.scalars(sa.select(Payment))}
    batch = dict.fromkeys(old.parts, old.batch)
    assert lines == {old.paid: old.credited, **batch, old.found: old.matched, old.card: None}


def test_what_one_person_had_proposed_still_waits_for_a_second(old):
    session = moved(old)
    line = session.get_one(StatementLine, old.proposed)
    proposal = session.get_one(LineProposal, line.proposal_id)
    parts = [(one.line_id, one.payer_id, one.amount, one.payment_id) for one in banking.parts_of(session, proposal)]
    assert (proposal.kind, proposal.status, proposal.reason) == (ProposalKind.MATCH, "proposed", "telepon")
    assert (proposal.proposed_by, proposal.proposed_at, proposal.decided_by) == (old.proposer, THEN, None)
    assert parts == [(old.proposed, old.payer, Money(1_000_000), None)]


def test_what_two_people_had_matched_keeps_both_of_them_and_its_payment(old):
    session = moved(old)
    assert session.get_one(StatementLine, old.matched).proposal_id is None
    part = session.scalars(sa.select(ProposalPart).where(ProposalPart.line_id == old.matched)).one()
    proposal = session.get_one(LineProposal, part.proposal_id)
    assert (proposal.proposed_by, proposal.decided_by, proposal.decided_at) == (old.proposer, old.confirmer, THEN)
    assert (proposal.status, part.payer_id, part.payment_id) == ("confirmed", old.payer, old.found)


def test_lines_keep_what_they_said_and_what_points_at_them(old):
    session = moved(old)
    kept = {one.id: (one.group_key, one.action, one.amount_sen) for one in session.scalars(sa.select(StatementLine))}
    assert kept[old.open] == ("open", "review", 100_000_075)
    assert kept[old.fee] == ("fee", "ignore", -650_000)
    assert session.get_one(Payout, old.payout).line_id == old.paid_out
    assert len(kept) == 7


def test_files_that_were_here_count_as_booked_and_new_proposals_get_new_numbers(old):
    session = moved(old)
    statement = session.get_one(BankStatement, old.statement)
    assert (statement.lines_done, statement.finished_at) == (7, THEN)
    highest = session.scalar(sa.select(sa.func.max(LineProposal.id)))
    fresh = LineProposal(
        district_id=statement.district_id, kind="match", status="proposed", reason="-", proposed_by=old.proposer
    )
    session.add(fresh)
    session.flush()
    assert fresh.id > highest


def test_the_moved_database_is_what_the_models_say(old):
    assert differences(moved(old).connection()) == []
