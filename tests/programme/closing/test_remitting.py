"""Premium is paid on once, never more than is due, and by two people; the bank or BPJS itself shows that it left."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy.exc import IntegrityError

from srikandi import closings, ledger
from srikandi.closings import Order, RemittanceSource, RemittanceStatus
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry
from srikandi.money import Money
from srikandi.payments import BankAccount, BankStatement, LineDecided, StatementLine
from srikandi.programme import closing
from tests.pledges.making import SYSTEM
from tests.programme.closing.months import NOVEMBER, SEGMENT, TARIFF, a_list, an_ended_month, bill, rows_of

OCTOBER = datetime(2026, 10, 5, 3, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 3, 3, tzinfo=UTC)
DUE = Money(5 * TARIFF)


@pytest.fixture
def ended(session):
    with time_machine.travel(OCTOBER, tick=False) as traveller:
        made = an_ended_month(session, lives=5)
        traveller.move_to(DECEMBER)
        bill(session, made, lives=5, people=a_list(range(1, 6)))
        yield made


def prepare(session, ended, amount=DUE, *, key="a", source=RemittanceSource.BANK):
    order = Order(NOVEMBER, SEGMENT, source, amount)
    return closing.prepare_remittance(session, ended.district.id, order, form_key=key, by=ended.treasurer)


def an_outgoing_line(session, ended, rupiah):
    account = BankAccount(district_id=ended.district.id, code="bca", bank="BCA", number="1", holder="Pemkab")
    session.add(account)
    session.flush()
    statement = BankStatement(district_id=ended.district.id, account_id=account.id, filename="a", file_hash="h")
    statement.format, statement.lines_read, statement.lines_new = "bca", 1, 1
    statement.from_on, statement.to_on = date(2026, 11, 1), date(2026, 11, 30)
    session.add(statement)
    session.flush()
    line = StatementLine(
        district_id=ended.district.id,
        account_id=account.id,
        statement_id=statement.id,
        group_key="g",
        ordinal=1,
        line=1,
        booked_on=date(2026, 11, 9),
        amount_sen=-rupiah * 100,
        description="TRF KE BPJS KESEHATAN",
        action="ignore",
        codes=[],
        candidates=[],
    )
    session.add(line)
    session.flush()
    return line


def findings(session):
    """Name the checks that found something; an account made by hand has no sealed approval, which is not our story."""
    return {one.check for one in ledger.verify(session)} - {"destinations"}


def due(session, ended):
    return ledger.balance(session, AccountKey(AccountKind.PREMIUM_DUE, ended.district.id))


def test_a_remittance_from_the_bank_is_booked_when_the_statement_shows_it(session, ended):
    line, row = an_outgoing_line(session, ended, DUE.rupiah), prepare(session, ended)
    closing.compare(session, ended.district, NOVEMBER, by=ended.treasurer)
    assert {one.kind.value for one in rows_of(session, ended)} == {"in_transit", "outgoing"}
    booked = closing.book_from_bank(session, row, line_id=line.id, by=ended.other_treasurer)
    assert (booked.status, booked.line_id) == (RemittanceStatus.BOOKED, line.id)
    assert due(session, ended) == Money(0)
    closing.compare(session, ended.district, NOVEMBER, by=ended.treasurer)
    assert rows_of(session, ended) == []
    (figures,) = closing.figures_of(session, ended.district.id, NOVEMBER)
    assert (figures.by_bank, figures.on_statement, figures.remaining) == (DUE, DUE, Money(0))
    assert findings(session) == set()
    with pytest.raises(closings.RemittanceMoved):
        closing.book_from_bank(session, row, line_id=line.id, by=ended.other_treasurer)


def figures_of(session, ended):
    (figures,) = closing.figures_of(session, ended.district.id, NOVEMBER)
    return figures


def test_what_is_only_prepared_is_not_paid_from_the_bank(session, ended):
    an_outgoing_line(session, ended, DUE.rupiah)
    prepare(session, ended)
    one = figures_of(session, ended)
    assert (one.prepared, one.remitted, one.remaining) == (DUE, Money(0), Money(0))


def test_what_is_only_prepared_is_not_taken_from_bpjs_either_and_says_so(session, ended):
    waits_at_bpjs(session, ended)
    row = prepare(session, ended, Money(2 * TARIFF), source=RemittanceSource.PREPAID)
    closing.compare(session, ended.district, NOVEMBER, by=ended.treasurer)
    assert {one.kind.value for one in rows_of(session, ended)} >= {"in_transit"}
    assert figures_of(session, ended).remitted == Money(0)
    closing.book_from_prepaid(session, row, by=ended.branch)
    assert figures_of(session, ended).remitted == Money(2 * TARIFF)
    assert "in_transit" not in {one.kind.value for one in rows_of(session, ended)}


def waits_at_bpjs(session, ended):
    """Have two premiums wait at BPJS Kesehatan."""
    prepaid = AccountKey(AccountKind.PREPAID_INSURER, ended.district.id)
    suspense = AccountKey(AccountKind.SUSPENSE, ended.district.id)
    arrows = (Arrow(prepaid, suspense, Money(2 * TARIFF)),)
    entry = Entry("bpjs:1", "receipt", ended.district.id, "langsung", DECEMBER, arrows)
    ledger.post(session, entry, by=SYSTEM)
    return prepaid


def test_never_more_than_is_due_is_prepared_however_often(session, ended):
    with pytest.raises(closings.MoreThanDue, match="Rp189"):
        prepare(session, ended, DUE + Money(1))
    first = prepare(session, ended, Money(TARIFF))
    assert prepare(session, ended, Money(TARIFF)).id == first.id
    with pytest.raises(closings.FormUsed):
        prepare(session, ended, Money(2 * TARIFF))
    with pytest.raises(closings.MoreThanDue):
        prepare(session, ended, DUE, key="b")
    closings.remittances.withdraw(session, first, reason="Salah jumlah", by=ended.treasurer)
    assert prepare(session, ended, DUE, key="c").amount == DUE


def test_the_database_keeps_premium_due_above_zero_if_the_check_is_forgotten(session, ended, monkeypatch):
    """The control: with our own check switched off the guarded account still says no."""
    monkeypatch.setattr("srikandi.programme.closing.remitting.due_of", lambda *_args: Money(10**9))
    row, line = prepare(session, ended, DUE + Money(1)), an_outgoing_line(session, ended, DUE.rupiah + 1)
    with pytest.raises(ledger.NotEnoughMoney):
        closing.book_from_bank(session, row, line_id=line.id, by=ended.other_treasurer)


def test_one_person_alone_pays_nothing(session, ended):
    line, row = an_outgoing_line(session, ended, DUE.rupiah), prepare(session, ended)
    with pytest.raises(closings.PreparerConfirms):
        closing.book_from_bank(session, row, line_id=line.id, by=ended.treasurer)
    row.confirmed_by = row.prepared_by
    with pytest.raises(IntegrityError, match="two_people"):
        session.flush()


def test_a_line_of_another_sum_or_another_use_pays_nothing(session, ended):
    line, row = an_outgoing_line(session, ended, DUE.rupiah - 1), prepare(session, ended)
    with pytest.raises(closings.LineDiffers):
        closing.book_from_bank(session, row, line_id=line.id, by=ended.other_treasurer)
    with pytest.raises(LineDecided):
        closing.book_from_bank(session, row, line_id=10_000, by=ended.other_treasurer)


def test_direct_money_is_taken_from_what_waits_at_bpjs(session, ended):
    with pytest.raises(closings.MoreThanPrepaid):
        prepare(session, ended, Money(TARIFF), source=RemittanceSource.PREPAID)
    prepaid = waits_at_bpjs(session, ended)
    row = prepare(session, ended, Money(2 * TARIFF), source=RemittanceSource.PREPAID)
    with pytest.raises(closings.MoreThanPrepaid):
        prepare(session, ended, Money(TARIFF), key="b", source=RemittanceSource.PREPAID)
    booked = closing.book_from_prepaid(session, row, by=ended.branch)
    assert booked.status is RemittanceStatus.BOOKED
    assert ledger.balance(session, prepaid) == Money(0)
    assert due(session, ended) == Money(3 * TARIFF)
    assert findings(session) == set()


def test_a_remittance_whose_journal_says_something_else_is_named(session, ended):
    line, row = an_outgoing_line(session, ended, DUE.rupiah), prepare(session, ended)
    closing.book_from_bank(session, row, line_id=line.id, by=ended.other_treasurer)
    row.amount = Money(1)
    session.flush()
    assert findings(session) == {"remittances"}
