"""Files come in, and what became of their money."""

from __future__ import annotations

from sqlalchemy import select

from srikandi import ledger, pledges
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.ledger import AccountKey, AccountKind
from srikandi.payments import StatementLine
from srikandi.programme.receiving import import_statement
from tests.payments.receiving.making import a_bca_file


def bring(session, desk, *moves, **more):
    return import_statement(session, desk.account, a_bca_file(moves, **more), filename="a.csv", by=desk.second)


def lines(session):
    return list(session.scalars(select(StatementLine).order_by(StatementLine.id)))


def code_of(payer):
    return f"IURAN {pledges.printed(payer.reference)}"


def got(session, payer):
    rows = pledges.payers_of(session, payer.pledge_id)
    return next(row.received for row in rows if row.id == payer.id)


def suspense(session, desk):
    return ledger.balance(session, AccountKey(AccountKind.SUSPENSE, desk.scene.district_id))


def at_bank(session, desk):
    return ledger.balance(session, AccountKey(AccountKind.BANK, desk.scene.district_id, contract_id=desk.account.id))


def funded(session, pledge):
    asked = select(LifeMonth.seat).where(LifeMonth.pledge_id == pledge.id, LifeMonth.status == LifeMonthStatus.FUNDED)
    return len(session.scalars(asked).all())
