"""Paying by card and being told, in one line each."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import ledger
from srikandi.ledger import Account, AccountKey, AccountKind, Journal, Transfer
from srikandi.money import Money
from srikandi.payments import Payment
from srikandi.payments.cards import Dispute, Payout
from srikandi.payments.providers import CheckoutProvider, connected
from tests.payments.pages.making import tell
from tests.payments.receiving.making import Desk
from tests.simulator import Simulator


def open_page(company: Any, desk: Desk, rupiah: int) -> str:
    """Fill in the form and follow it; gives the page at the provider."""
    address = f"/perusahaan/pembayaran/baru/{desk.payer.id}/kartu"
    sent = company.submit(address, {"amount": f"{rupiah:,}".replace(",", ".")}, action="/kartu")
    return str(company.get(sent.headers["Location"]).headers["Location"]).rpartition("/")[2]


def paid(company: Any, desk: Desk, simulator: Simulator, rupiah: int) -> str:
    """Pay by card; gives the payment intent."""
    return str(simulator.pay(open_page(company, desk, rupiah))["payment_intent"])


def tell_all(shop: Any, simulator: Simulator, *, after: int = 0) -> int:
    """Post every event after so many, in order; gives how many there are now."""
    events = simulator.events
    for event in events[after:]:
        assert tell(shop, simulator, event).status_code == 200
    return len(events)


def provider_of(shop: Any) -> CheckoutProvider:
    found = connected(shop.extensions["srikandi"].stripe)
    assert found is not None
    return found


def on(session: Session, desk: Desk, kind: AccountKind) -> int:
    """Give what stands on an account of the desk's district, in rupiah."""
    session.rollback()
    owned = kind in {AccountKind.PAYER_FUNDS, AccountKind.COMMITTED_FUNDS}
    who = (desk.scene.company_id, desk.pledge.id) if owned else (None, None)
    where = (None, desk.account.id) if kind is AccountKind.BANK else who
    return ledger.balance(session, AccountKey(kind, desk.scene.district_id, *where)).rupiah


def the(session: Session, kind: type[Any]) -> Any:
    session.rollback()
    return session.scalars(select(kind)).one()


def payment_in(session: Session) -> Payment:
    return the(session, Payment)


def dispute_in(session: Session) -> Dispute:
    return the(session, Dispute)


def payout_in(session: Session) -> Payout:
    return the(session, Payout)


def balances(session: Session) -> dict[str, Money]:
    """Give what stands on every account that holds something."""
    session.rollback()
    rows = ledger.trial_balance(session).rows
    return {row.account.code: row.balance for row in rows if row.balance}


def said(session: Session) -> tuple[dict[str, Money], list[tuple[object, ...]]]:
    """Give what every account holds, and how each payment stands."""
    held = balances(session)
    standing = session.execute(select(Payment.id, Payment.status, Payment.amount).order_by(Payment.id)).all()
    return held, [tuple(one) for one in standing]


def book(session: Session) -> list[bytes]:
    """Give every journal as the bytes it says, in one order: what it is called, about what, when, and each arrow."""
    session.rollback()
    names = {one.id: one.code for one in session.scalars(select(Account))}
    arrows: dict[int, list[str]] = {}
    for one in session.scalars(select(Transfer).order_by(Transfer.id)):
        arrow = f"{names[one.debit_account_id]}<{names[one.credit_account_id]}={one.amount.rupiah}"
        arrows.setdefault(one.journal_id, []).append(arrow)
    called = {one.id: one.reference for one in session.scalars(select(Journal))}
    papers = {f"payout/{one.id}": one.external_reference for one in session.scalars(select(Payout))}
    return sorted(_said(one, arrows.get(one.id, []), called, papers) for one in session.scalars(select(Journal)))


def _said(one: Journal, arrows: list[str], called: dict[int, str], papers: dict[str, str]) -> bytes:
    """Write a journal down; reversals and payouts are called by name, because their numbers depend on the order."""
    name = one.reference if one.reverses_id is None else f"reversal of {called[one.reverses_id]}"
    paper = papers.get(one.document or "", one.document or "")
    said = (name, one.kind, str(one.district_id), str(one.contract_id), paper, one.memo)
    return "|".join([*said, one.occurred_at.isoformat(), *arrows]).encode()
