"""Two sendings of one deed at the same moment are one deed; receipts are deleted when no phone needs them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from srikandi import audit, clock, receipts
from srikandi.audit import AuditEntry
from srikandi.programme.rights import keep_time
from srikandi.receipts import Receipt, Sent
from srikandi.users import Role
from tests.database.at_once import at_once, kept
from tests.people import SYSTEM, actor_for, make_user

SENT = Sent("ab" * 16, "/desa/warga/1/cocok {}")


@pytest.fixture
def officer(session):
    user = make_user(session, Role.VILLAGE)
    made = actor_for(user, Role.VILLAGE, district_ids=(1,))
    session.commit()
    return made


def deeds_done(app, session, officer):
    """Let a phone send one deed four times at once; give how often it was done."""

    def deed(one):
        if receipts.claim(one, SENT, by=officer):
            audit.record(one, "test:deed", officer, by=officer)

    at_once(app, *[kept(deed)] * 4)
    session.rollback()
    return session.query(AuditEntry).filter_by(action="test:deed").count()


def test_one_of_several_sendings_at_once_is_done(app, session, officer):
    assert deeds_done(app, session, officer) == 1
    assert session.query(Receipt).one().key == SENT.key


def test_without_the_receipt_each_of_them_would_be(app, session, officer, monkeypatch):
    monkeypatch.setattr(receipts, "claim", lambda *_, **__: True)
    assert deeds_done(app, session, officer) == 4


def test_receipts_are_deleted_after_their_time(session, officer, time_machine):
    time_machine.move_to(clock.now(), tick=False)
    assert receipts.claim(session, SENT, by=officer)
    session.commit()
    time_machine.shift(receipts.KEPT - timedelta(minutes=1))
    keep_time(session, by=SYSTEM)
    assert not receipts.claim(session, SENT, by=officer)
    session.rollback()
    time_machine.shift(timedelta(minutes=2))
    keep_time(session, by=SYSTEM)
    assert session.query(Receipt).count() == 0
