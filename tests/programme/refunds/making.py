"""A desk with a bank payment whose money can go back: what is asked, and where the money stands."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import pledges
from srikandi.ledger import AccountKey, AccountKind, balance
from srikandi.money import Money
from srikandi.payments import Payment
from srikandi.payments.refunding import Destination, Refund
from srikandi.programme.receiving import import_statement
from srikandi.programme.refunds import AskedRefund, ask_refund
from tests.payments.receiving.making import Desk, Move, a_bca_file, transfer

NUMBER = "7700123456"
HERE = Destination("BCA", NUMBER, "PT Timah Sejahtera Contoh")
LIFE_MONTH = 37_800
WHOLE = 12 * LIFE_MONTH
"""What the desk's pledge of four lives for three months costs."""


def bring(session: Session, desk: Desk, *moves: Move, days: tuple[int, int] = (1, 31)) -> None:
    """Bring a statement with these movements."""
    content = a_bca_file(moves, days=days)
    import_statement(session, desk.account, content, filename="mutasi.csv", by=desk.treasurer)


def paid(session: Session, desk: Desk, rupiah: int, *, days: tuple[int, int] = (1, 10)) -> Payment:
    """Let the company pay by transfer; gives the payment."""
    code = pledges.printed(desk.payer.reference)
    bring(session, desk, transfer(rupiah, f"IURAN {code}", day=days[0]), days=days)
    return session.scalars(select(Payment).order_by(Payment.id.desc()).limit(1)).one()


def asked(rupiah: int, **more: object) -> AskedRefund:
    """Give a request for this sum to the sender's account."""
    values: dict[str, object] = {"amount": Money(rupiah), "reason": "Kelebihan bayar", "destination": HERE, **more}
    return AskedRefund(**values)


def a_request(session: Session, desk: Desk, payment: Payment, rupiah: int, **more: object) -> Refund:
    """Let the treasurer ask for this sum of a payment."""
    return ask_refund(session, payment, asked(rupiah, **more), by=desk.treasurer)


def stands(session: Session, desk: Desk, kind: AccountKind, **more: int | None) -> int:
    """Give what stands on an account of the desk's district, in rupiah."""
    return balance(session, AccountKey(kind, desk.scene.district_id, **more)).rupiah


def credit(session: Session, desk: Desk) -> int:
    """Give the company's credit for its pledge."""
    return stands(session, desk, AccountKind.PAYER_FUNDS, party_id=desk.scene.company_id, contract_id=desk.pledge.id)


def due(session: Session, desk: Desk) -> int:
    """Give what was approved to go back to the company and was not seen leaving."""
    return stands(session, desk, AccountKind.REFUNDS_DUE, party_id=desk.scene.company_id)
