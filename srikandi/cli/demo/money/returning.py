"""A company paid more than its months cost, and asks for part of it back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from srikandi.cli.demo.deeds import Stage
from srikandi.money import Money
from srikandi.payments import Payment
from srikandi.payments.refunding import Destination
from srikandi.pledges import Pledge
from srikandi.programme import refunds

BANK, NUMBER = "BCA", "0410009001"
REASON = "Pembayaran terhitung dua kali di bagian keuangan kami."


def ask_back(stage: Stage, box: str, pledge: Pledge, amount: Money, *, at: datetime) -> None:
    """Let a company ask for unused money back to the account it came from; the treasurers have yet to decide."""
    company = stage.cast.companies[box]
    paid = select(Payment).where(Payment.pledge_id == pledge.id).order_by(Payment.id.desc()).limit(1)
    asked = refunds.AskedRefund(amount, REASON, destination=Destination(BANK, NUMBER, company.name))
    with stage.at(at):
        payment = stage.session.scalars(paid).one()
        refunds.ask_refund(stage.session, payment, asked, by=stage.by(box))
