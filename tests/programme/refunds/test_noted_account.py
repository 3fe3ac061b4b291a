"""The note of a transfer is written by its sender: no account in it is one the bank has named."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from srikandi import pledges
from srikandi.payments import Payment
from srikandi.payments.refunding import Destination, NumberDiffers, RefundStage
from srikandi.programme.refunds import approve_refund
from tests.payments.receiving.making import a_desk, transfer
from tests.programme.refunds.making import WHOLE, a_request, bring

OVER = 100_000


@pytest.fixture
def desk(session):
    return a_desk(session)


NOTED = "6660001234"
"""An account the payer itself has written into the note of its transfer."""


def a_request_to_the_noted_account(session, desk):
    code = pledges.printed(desk.payer.reference)
    bring(session, desk, transfer(WHOLE + OVER, f"{code} {NOTED}"), days=(1, 10))
    payment = session.scalars(select(Payment)).one()
    to = Destination("Bank Lain", NOTED, "PT Timah Sejahtera Contoh")
    return a_request(session, desk, payment, OVER, destination=to)


def test_a_number_in_the_note_of_a_transfer_is_no_word_of_the_bank(session, desk):
    refund = a_request_to_the_noted_account(session, desk)
    with pytest.raises(NumberDiffers):
        approve_refund(session, refund, by=desk.scene.checker)


def test_a_number_taken_as_seen_would_be_approved_unread(session, desk):
    refund = a_request_to_the_noted_account(session, desk)
    refund.is_number_seen = True
    assert approve_refund(session, refund, by=desk.scene.checker).status is RefundStage.APPROVED
