"""The collection accounts of a district."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.payments.destinations import found_account, in_place
from srikandi.payments.models import BankAccount
from srikandi.payments.qris.reading import read_static
from srikandi.payments.references import pack
from srikandi.payments.refusals import AccountNotFound, AccountTaken, WrongAccount
from srikandi.payments.statements import Statement


@dataclass(frozen=True)
class NewAccount:
    """An account to collect on: a short code for commands, the bank, its number as the bank writes it, the holder."""

    code: str
    bank: str
    number: str
    holder: str
    qris_payload: str | None = None


def open_account(session: Session, new: NewAccount, *, district_id: int, by: Actor) -> BankAccount:
    """Let a district collect on its first accounts, before anything is booked; later ones take two people and a day.

    Raises: AccountTaken, destinations.FoundingOver, what `qris.read_static` refuses.
    """
    same = or_(BankAccount.code == new.code, (BankAccount.bank == new.bank) & (BankAccount.number == new.number))
    if session.scalar(select(BankAccount.id).where(same)) is not None:
        raise AccountTaken
    account = BankAccount(
        district_id=district_id, code=new.code, bank=new.bank, number=new.number, holder=new.holder, is_active=True
    )
    if new.qris_payload is not None:
        account.qris_payload = read_static(new.qris_payload).payload
    session.add(account)
    session.flush()
    audit.record(session, "account:open", account, by=by, bank=new.bank, number=new.number)
    found_account(session, account, by=by)
    return account


def accounts_of(session: Session, *, viewer: Actor) -> list[BankAccount]:
    """List the accounts whose statements the viewer may bring in: those in use, then closed ones."""
    asked = select(BankAccount).where(BankAccount.district_id.in_(viewer.district_ids))
    return list(session.scalars(asked.order_by(BankAccount.is_active.desc(), BankAccount.code)))


def account_of(session: Session, district_id: int) -> BankAccount | None:
    """Give the account a district's payers are told to use, if it has one."""
    asked = select(BankAccount).where(BankAccount.district_id == district_id, BankAccount.is_active)
    return session.scalar(asked.order_by(in_place()).limit(1))


def account_by_code(session: Session, code: str) -> BankAccount:
    """Give the account with a short code such as `bangka-bca`. Raises: AccountNotFound."""
    found = session.scalar(select(BankAccount).where(BankAccount.code == code))
    if found is None:
        raise AccountNotFound(field="account")
    return found


def lock_account(session: Session, account_id: int) -> BankAccount:
    """Give an account on which nobody else counts lines until this work ends."""
    asked = select(BankAccount).where(BankAccount.id == account_id).with_for_update()
    return session.execute(asked.execution_options(populate_existing=True)).scalar_one()


def check_account(account: BankAccount, statement: Statement) -> None:
    """Refuse a file of another account; some layouts don't name theirs. Raises: WrongAccount."""
    if statement.account is not None and _digits(statement.account) != _digits(account.number):
        raise WrongAccount(field="file", found=statement.account, expected=account.number)


def _digits(number: str) -> str:
    return "".join(sign for sign in pack(number) if sign.isdigit()).lstrip("0")
