"""A proposal taken back while it is confirmed: one of the two happens, never both."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from srikandi import closings, database, ledger
from srikandi.closings import NoProposal, ProposalStatus
from srikandi.programme import closing
from tests.programme.closing.months import NOVEMBER, a_list, an_ended_month, bill, explain_all

OCTOBER = datetime(2026, 10, 5, 3, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 3, 3, tzinfo=UTC)


@pytest.fixture
def proposed(session):
    with time_machine.travel(OCTOBER, tick=False) as traveller:
        made = an_ended_month(session, lives=5)
        traveller.move_to(DECEMBER)
        bill(session, made, lives=5, people=a_list(range(1, 6)))
        explain_all(session, made)
        closing.propose_close(session, made.district, NOVEMBER, by=made.treasurer)
        session.commit()
        yield made


def confirm_meanwhile(app, ended):
    """Let the branch confirm in a session of its own, between what another reads and what it writes."""
    with app.app_context(), database.unit_of_work(database.current_session()) as work:
        seen = closings.proposals.proposal_of(work.session, ended.district.id, NOVEMBER).content_hash
        closing.confirm_close(work.session, ended.district, NOVEMBER, seen_hash=seen, by=ended.branch)
