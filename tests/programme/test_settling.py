"""Money is never refused, never booked twice, and finds its owner."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import delete, func, select, text

from srikandi import coverage, ledger, pledges, programme
from srikandi.coverage import FundingLine, Progress
from srikandi.ledger import AccountKey, AccountKind, Journal
from srikandi.money import Money
from srikandi.programme import SettlementNotice
from tests.pledges.making import PAID_AT, SYSTEM, a_scene, an_agreed_pledge, pay, terms_of


def a_notice(scene, **changes):
    notice = SettlementNotice("bank:1:77", "bank_transfer", None, Money(75_600), PAID_AT, scene.district_id, 1, "IURAN")
    return replace(notice, **changes)


def test_the_same_reference_twice_changes_nothing(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=4, months=1))
    first = pay(session, pledge, 75_600, reference="stripe:pi_1")
    again = pay(session, pledge, 75_600, reference="stripe:pi_1")
    assert (again.journal.id, again.funding.months_funded) == (first.journal.id, 0)
    with pytest.raises(ledger.ReferenceTaken):
        pay(session, pledge, 75_601, reference="stripe:pi_1")
    assert pledges.payers_of(session, pledge.id)[0].received == Money(75_600)


def test_what_nobody_awaits_goes_to_suspense_and_is_identified_once(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=4, months=1))
    unknown = programme.settle(session, a_notice(scene), by=SYSTEM)
    assert unknown.is_in_suspense
    suspense = AccountKey(AccountKind.SUSPENSE, scene.district_id)
    assert ledger.balance(session, suspense) == Money(75_600)
    payer = pledges.payers_of(session, pledge.id)[0]
    found = programme.identify(session, unknown.journal.id, payer_id=payer.id, reason="Telepon", by=SYSTEM)
    assert found.funding.months_funded == 2
    assert ledger.balance(session, suspense) == Money(0)
    assert pledges.payers_of(session, pledge.id)[0].received == Money(75_600)
    with pytest.raises(programme.AlreadyIdentified):
        programme.identify(session, unknown.journal.id, payer_id=payer.id, reason="Lagi", by=SYSTEM)
    with pytest.raises(programme.SuspenseUnknown):
        programme.identify(session, found.journal.id, payer_id=payer.id, reason="Bukan", by=SYSTEM)


@pytest.mark.parametrize(
    ("route", "kind"),
    [("stripe", AccountKind.PROVIDER_CLEARING), ("direct_to_bpjs", AccountKind.PREPAID_INSURER)],
)
def test_each_route_has_its_account(session, route, kind):
    scene = a_scene(session)
    programme.settle(session, a_notice(scene, route=route), by=SYSTEM)
    assert ledger.balance(session, AccountKey(kind, scene.district_id)) == Money(75_600)


def test_money_for_an_ended_pledge_is_credit_of_its_payer(session):
    scene = a_scene(session)
    pledge = pledges.offer(session, terms_of(scene, lives=2), by=scene.officer)
    pledges.refuse(session, pledge, reason="Batal", by=scene.checker)
    paid = pay(session, pledge, 1_000_000)
    assert (paid.funding.months_funded, paid.funding.left) == (0, Money(1_000_000))


def test_a_missing_funding_line_is_found_and_named(session):
    """The control of both checks: a line that was left out, and one too many."""
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=2, months=1))
    pay(session, pledge, 75_600)
    assert list(ledger.verify(session)) == []
    _without_guards(session)
    session.execute(delete(FundingLine).where(FundingLine.seat == 2))
    assert {one.check for one in ledger.verify(session)} >= {"funding lines", "paid life-months"}
    assert coverage.progress(session, [pledge.id])[pledge.id] == Progress(funded=2)


def _without_guards(session):
    sqlite = session.get_bind().dialect.name == "sqlite"
    names = ["srk_funding_line_append_only_update", "srk_funding_line_append_only_delete"]
    statements = (
        [f"DROP TRIGGER {name}" for name in names]
        if sqlite
        else ["DROP TRIGGER srk_funding_line_append_only ON funding_line"]
    )
    for statement in statements:
        session.execute(text(statement))


def test_a_late_payment_after_expiry_is_credit_and_no_rupiah_is_lost(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=2, months=1))
    programme.expire_holds(session, at=pledge.hold_until.replace(year=pledge.hold_until.year + 1))
    assert pledge.status is pledges.PledgeStatus.EXPIRED
    assert coverage.progress(session, [pledge.id])[pledge.id] == Progress(released=2)
    assert pay(session, pledge, 75_600).funding.left == Money(75_600)
    assert session.scalar(select(func.count(Journal.id))) == 1
