"""Reminders: before and after the day, once each, in the reader's language, never to somebody who is paying."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from srikandi import payments, pledges, programme
from srikandi.messages import Message
from srikandi.money import Money
from srikandi.payments import (
    BankAccount,
    BankStatement,
    LineProposal,
    Payment,
    PaymentStatus,
    ProposalKind,
    ProposalPart,
    ProposalStatus,
    Purpose,
    Receipt,
    Route,
    StatementLine,
)
from srikandi.pledges import Instalment, Payer, Reminder, ReminderKind
from srikandi.programme import Ways
from srikandi.programme.promises import reminding
from srikandi.users import Membership, Role, User
from tests.pledges.making import a_scene, an_agreed_pledge, pay, shared_terms, terms_of

LIVES, MONTHS, TARIFF = 4, 3, 37_800
WHOLE = LIVES * MONTHS * TARIFF
WAYS = Ways("https://srikandi.example", has_cards=True)
KIND = "reminder"
AMOUNT = Money(WHOLE)


@pytest.fixture
def scene(session):
    return a_scene(session)


@pytest.fixture
def pledge(session, scene):
    made = an_agreed_pledge(session, scene, terms_of(scene, lives=LIVES, months=MONTHS))
    session.add(
        Membership(
            user_id=scene.officer.user_id,
            role=Role.COMPANY,
            organisation_id=scene.company_id,
            district_id=scene.district_id,
        )
    )
    session.flush()
    return made


def payer_of(session, pledge):
    return session.scalars(select(Payer).where(Payer.pledge_id == pledge.id).order_by(Payer.id)).first()


def due_on(session, pledge):
    first = select(Instalment.due_on).where(Instalment.payer_id == payer_of(session, pledge).id)
    return session.scalars(first.order_by(Instalment.due_on)).first()


def on(session, pledge, days):
    """Stand so many days after the first due day, at noon."""
    day = due_on(session, pledge) + timedelta(days=days)
    return time_machine.travel(datetime(day.year, day.month, day.day, 5, tzinfo=UTC), tick=False)


def remind(session, pledge, days):
    with on(session, pledge, days):
        return programme.remind(session, ways=WAYS)


def letters(session):
    return session.scalars(select(Message).where(Message.kind == KIND).order_by(Message.id)).all()


def test_before_after_and_again_each_once(session, scene, pledge):
    told = [remind(session, pledge, days) for days in (-8, -7, -6, 0, 1, 1, 2, 7, 8, 40)]
    assert told == [0, 1, 0, 0, 1, 0, 0, 1, 0, 0]
    kinds = session.scalars(select(Reminder.kind).order_by(Reminder.id)).all()
    assert kinds == [ReminderKind.BEFORE, ReminderKind.AFTER, ReminderKind.AGAIN]
    assert len(letters(session)) == 3


def test_a_worker_that_stood_still_on_the_day_reminds_later_while_it_is_still_true(session, scene, pledge):
    assert [remind(session, pledge, days) for days in (-3, 4, 20)] == [1, 1, 1]


def test_the_letter_says_how_much_until_when_and_how_and_never_an_account_number(session, scene, pledge):
    pay(session, pledge, TARIFF)
    remind(session, pledge, -7)
    (letter,) = letters(session)
    code = pledges.printed(payer_of(session, pledge).reference)
    for words in ("Rp415.800", str(due_on(session, pledge).year), code, "kartu", "/perusahaan/tagihan", "Rp37.800"):
        assert words in letter.body
    assert letter.to_address == session.get_one(User, scene.officer.user_id).email
    assert letter.district_id == scene.district_id


@pytest.mark.parametrize(("days", "words"), [(8, "Masa tenggangnya sampai"), (20, "Masa tenggangnya berakhir")])
def test_a_second_reminder_says_whether_the_days_of_grace_are_over(session, scene, pledge, days, words):
    remind(session, pledge, days)
    assert words in letters(session)[-1].body


def test_it_is_written_in_the_readers_language(session, scene, pledge):
    session.get_one(User, scene.officer.user_id).language = "en"
    remind(session, pledge, -7)
    (letter,) = letters(session)
    assert letter.subject.startswith("Due ")
    assert "bank transfer" in letter.body


def test_without_people_of_its_own_a_company_is_told_at_its_address(session, scene, pledge):
    session.execute(update(Membership).values(ended_at=datetime.now(UTC)))
    remind(session, pledge, -7)
    (letter,) = letters(session)
    assert letter.to_address != session.get_one(User, scene.officer.user_id).email


def test_nobody_is_reminded_of_an_offer_that_is_not_approved(session, scene):
    offered = pledges.offer(session, terms_of(scene, lives=2, months=1), by=scene.officer)
    assert remind(session, offered, -7) == 0


# --- never ---


def purpose(session, pledge):
    payer = payer_of(session, pledge)
    return Purpose(pledge.district_id, pledge.id, payer.id, payer.organisation_id)


def by_credit(session, scene, pledge):
    pay(session, pledge, WHOLE)


def by_a_claim_the_branch_has_not_confirmed(session, scene, pledge):
    receipt = Receipt("BPJS-7788", AMOUNT, due_on(session, pledge) - timedelta(days=20))
    with on(session, pledge, -7):
        payments.claim_direct(
            session, purpose(session, pledge), receipt, form_key="a", proof_file_id=None, by=scene.officer
        )


def by_a_card_page_that_is_open(session, scene, pledge):
    with on(session, pledge, -7):
        payments.begin_card(session, purpose(session, pledge), amount=AMOUNT, form_key="b", by=scene.officer)


def by_money_that_was_seen(session, scene, pledge):
    payment = Payment(
        district_id=pledge.district_id,
        pledge_id=pledge.id,
        payer_id=payer_of(session, pledge).id,
        organisation_id=scene.company_id,
        route=Route.BANK_TRANSFER,
        status=PaymentStatus.SEEN,
        amount=AMOUNT,
    )
    session.add(payment)


def by_a_line_proposed_for_it(session, scene, pledge):
    line = a_line(session, pledge)
    proposal = LineProposal(
        district_id=pledge.district_id,
        kind=ProposalKind.MATCH,
        status=ProposalStatus.PROPOSED,
        reason="Dari slipnya",
        proposed_by=scene.maker.user_id,
    )
    session.add(proposal)
    session.flush()
    payer_id = payer_of(session, pledge).id
    session.add(ProposalPart(proposal_id=proposal.id, line_id=line.id, payer_id=payer_id, amount=Money(1)))
    line.proposal_id = proposal.id
    session.flush()


def by_a_line_it_might_have_sent(session, scene, pledge):
    candidate = {"reference": payer_of(session, pledge).reference, "reasons": ["one_sign_off"]}
    a_line(session, pledge, candidates=[candidate])


def by_a_line_the_bank_has_not_made_final(session, scene, pledge, imported=timedelta(days=-8)):
    line = a_line(session, pledge)
    session.execute(update(StatementLine).where(StatementLine.id == line.id).values(action="ignore"))
    code = pledges.printed(payer_of(session, pledge).reference)
    statement = session.get_one(BankStatement, line.statement_id)
    statement.pending = [[7, "2026-12-01", AMOUNT.rupiah * 100, f"TRSF DARI PT TIMAH {code}"]]
    day = due_on(session, pledge) + imported
    statement.imported_at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    session.flush()


def a_line(session, pledge, **values):
    account = BankAccount(district_id=pledge.district_id, code="x", bank="BCA", number="1", holder="Pemkab")
    session.add(account)
    session.flush()
    statement = BankStatement(
        district_id=pledge.district_id,
        account_id=account.id,
        filename="x.csv",
        file_hash="x",
        format="x",
        lines_read=1,
        lines_new=1,
    )
    session.add(statement)
    session.flush()
    line = StatementLine(
        district_id=pledge.district_id,
        account_id=account.id,
        statement_id=statement.id,
        group_key="x",
        ordinal=1,
        line=1,
        booked_on=due_on(session, pledge),
        amount_sen=100,
        description="x",
        action="review",
        codes=[],
        **{"candidates": [], **values},
    )
    session.add(line)
    session.flush()
    return line


WHEN_PAYING = (
    by_credit,
    by_a_claim_the_branch_has_not_confirmed,
    by_a_card_page_that_is_open,
    by_money_that_was_seen,
    by_a_line_proposed_for_it,
    by_a_line_it_might_have_sent,
    by_a_line_the_bank_has_not_made_final,
)


@pytest.mark.parametrize("paying", WHEN_PAYING, ids=lambda one: one.__name__)
def test_nobody_is_reminded_whose_money_is_there_or_on_its_way(session, scene, pledge, paying):
    paying(session, scene, pledge)
    assert remind(session, pledge, -7) == 0
    assert letters(session) == []


@pytest.mark.parametrize("paying", WHEN_PAYING[1:], ids=lambda one: one.__name__)
def test_without_the_look_at_money_on_its_way_they_would_be(session, scene, pledge, paying, monkeypatch):
    """The negative control of each."""
    monkeypatch.setattr(reminding, "payers_paying", lambda *_args, **_values: set())
    paying(session, scene, pledge)
    assert remind(session, pledge, -7) == 1


def test_a_card_page_that_was_left_open_long_ago_holds_no_reminder_back(session, scene, pledge):
    by_a_card_page_that_is_open(session, scene, pledge)
    assert remind(session, pledge, -5) == 1


def test_a_line_that_never_became_final_holds_no_reminder_back(session, scene, pledge):
    by_a_line_the_bank_has_not_made_final(session, scene, pledge, imported=timedelta(days=-20))
    assert remind(session, pledge, -7) == 1


def test_money_the_bank_takes_is_not_money_on_its_way(session, scene, pledge):
    by_a_line_the_bank_has_not_made_final(session, scene, pledge)
    statement = session.scalars(select(BankStatement)).one()
    statement.pending = [[*row[:2], -row[2], row[3]] for row in statement.pending]
    assert remind(session, pledge, -7) == 1


def test_money_of_one_payer_never_silences_another(session, scene):
    pledge = an_agreed_pledge(session, scene, shared_terms(scene, lives=LIVES, months=MONTHS))
    pay(session, pledge, LIVES * MONTHS * 20_000)
    assert remind(session, pledge, -7) == 1
    (reminder,) = session.scalars(select(Reminder)).all()
    assert session.get_one(Payer, reminder.payer_id).organisation_id == scene.government_id
