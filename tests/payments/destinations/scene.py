"""A district that collects, and the four people a change of its account passes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import programme
from srikandi.audit import Actor
from srikandi.messages import Message
from srikandi.payments import BankAccount
from srikandi.payments.banking import NewAccount, open_account
from srikandi.payments.destinations import ChangeKind, DestinationChange, Wanted
from srikandi.users import Post, Proof, Role, User, hash_password, prove_again
from tests.ledger.book import make_district
from tests.organisations.companies import a_company
from tests.people import SYSTEM, actor_for, make_user

PASSWORD = "perahu-pulang-sore-77"


@dataclass(frozen=True)
class Town:
    """A district with one account, a company, two treasurers and a checker."""

    district_id: int
    account: BankAccount
    company_id: int
    treasurer: Actor
    checker: Actor
    users: dict[str, User]


def a_town(session: Session) -> Town:
    district_id = make_district(session)
    company = a_company(session, district_id)
    new = NewAccount("bangka-bca", "BCA", "0410009876", "Forum TJSL")
    account = open_account(session, new, district_id=district_id, by=SYSTEM)
    stored = hash_password(PASSWORD)
    posts = {
        Role.TREASURER: Post(Role.TREASURER, district_id),
        Role.CHECKER: Post(Role.CHECKER, district_id),
        Role.COMPANY: Post(Role.COMPANY, district_id, company.id),
        Role.AUDITOR: Post(Role.AUDITOR, district_id),
    }
    users = {role.value: make_user(session, role, post=post, password_hash=stored) for role, post in posts.items()}
    treasurer, checker = (actor_for(users[role], role, district_ids=(district_id,)) for role in list(posts)[:2])
    return Town(district_id, account, company.id, treasurer, checker, users)


def proof_of(session: Session, who: Actor) -> Proof:
    return prove_again(session, who.user_id or 0, password=PASSWORD, code="")


def moved(town: Town, **said: str) -> Wanted:
    words = {"bank": "BCA", "number": "0415550001", "holder": "Forum TJSL", **said}
    return Wanted(ChangeKind.CHANGE, account_id=town.account.id, **words)


def proposed(session: Session, town: Town, wanted: Wanted | None = None) -> DestinationChange:
    return programme.propose_destination(
        session,
        wanted or moved(town),
        district_id=town.district_id,
        reason="Rekening lama ditutup bank",
        proof=proof_of(session, town.treasurer),
        by=town.treasurer,
    )


def approved(session: Session, town: Town, wanted: Wanted | None = None) -> DestinationChange:
    change = proposed(session, town, wanted)
    proof = proof_of(session, town.checker)
    return programme.approve_destination(session, change, seen_hash=change.content_hash, proof=proof, by=town.checker)


def letters(session: Session) -> list[Message]:
    return list(session.scalars(select(Message).order_by(Message.id)))
