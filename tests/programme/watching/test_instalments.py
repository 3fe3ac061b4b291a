"""What a payer is asked for is what it has promised, whatever has happened to the promise."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from srikandi import ledger, pledges, programme
from srikandi.pledges import Instalment
from tests.pledges.making import a_scene, an_agreed_pledge, shared_terms


@pytest.mark.leaves_a_broken_book
def test_an_instalment_that_asks_for_another_sum_is_found(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, shared_terms(scene, lives=3, months=4))
    payers = pledges.payers_of(session, pledge.id)
    assert {one.id: one.total for one in payers} == programme.promises_of(session, [pledge.id], payers)
    assert list(ledger.verify(session)) == []
    first = session.scalars(select(Instalment.id).order_by(Instalment.id)).first()
    session.execute(update(Instalment).where(Instalment.id == first).values(amount=Instalment.amount + 1))
    assert [(one.check, one.subject) for one in ledger.verify(session)] == [("instalments", f"pledge/{pledge.id}")]
