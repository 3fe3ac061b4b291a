"""Bugs planted into the real code: each is one that was, or could have been, made; the machine must find every one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from srikandi import coverage, ledger, tariffs
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.ledger import Arrow, Entry
from srikandi.ledger import actions as book
from srikandi.money import Money
from srikandi.pledges import Pledge
from srikandi.programme.money import funding, funds_key, moving, settling
from srikandi.programme.receiving.cards import applying
from srikandi.programme.receiving.cards.booking import clearing, post_once

Bug = Callable[[pytest.MonkeyPatch, Any], None]
"""Plants itself; the second word is the session."""


def a_missing_lock(patch: pytest.MonkeyPatch, _session: Any) -> None:
    """Money is looked at without holding it."""
    patch.setattr(ledger, "lock", lambda *_words: None)


def a_wrong_sign(patch: pytest.MonkeyPatch, _session: Any) -> None:
    """Money somebody identified walks the wrong way."""

    def turned(debit: Any, credit: Any, amount: Money) -> Arrow:
        return Arrow(credit, debit, amount) if debit.kind == "suspense" else Arrow(debit, credit, amount)

    patch.setattr(settling, "Arrow", turned)


def a_skipped_share(patch: pytest.MonkeyPatch, _session: Any) -> None:
    """A month is funded with the share of the first payer only."""
    really = funding._commit
    patch.setattr(funding, "_commit", lambda *words, payers, **named: really(*words, payers=payers[:1], **named))


def a_lost_remainder(patch: pytest.MonkeyPatch, _session: Any) -> None:
    """What does not make a thousand is dropped on the way in."""
    really = settling._entry

    def rounded(notice: Any, *words: Any, **named: Any) -> Entry:
        amount = Money(max(notice.amount.rupiah // 1000 * 1000, 1))
        return really(replace(notice, amount=amount), *words, **named)

    patch.setattr(settling, "_entry", rounded)


def a_double_release(patch: pytest.MonkeyPatch, _session: Any) -> None:
    """The money of a month that was given up comes back twice."""
    really = moving._post

    def twice(session: Any, pledge: Any, reference: str, kind: str, arrows: list[Arrow], **named: Any) -> Any:
        if kind == moving.RELEASE:
            arrows = [replace(arrow, amount=arrow.amount * 2) for arrow in arrows]
        return really(session, pledge, reference, kind, arrows, **named)

    patch.setattr(moving, "_post", twice)


def a_reused_reference(patch: pytest.MonkeyPatch, _session: Any) -> None:
    """Another sum under a known reference is taken for the same event."""
    really = book._same

    def trusting(session: Any, contents: Any) -> Any:
        try:
            return really(session, contents)
        except ledger.ReferenceTaken:
            known = session.query(ledger.Journal).filter(ledger.Journal.reference == contents[0].reference).one()
            return {known.reference: known}

    patch.setattr(book, "_same", trusting)


def a_wrong_months_tariff(patch: pytest.MonkeyPatch, _session: Any) -> None:
    """Every month costs what the first one does."""
    really = tariffs.amounts

    def flat(session: Any, basis: Any, *, months: Any) -> Any:
        found = really(session, basis, months=months)
        return dict.fromkeys(found, found[min(found)]) if found else found

    patch.setattr(tariffs, "amounts", flat)
    patch.setattr(coverage, "reprice", lambda *_words: 0)


def a_fee_charged_to_a_payer(patch: pytest.MonkeyPatch, _session: Any) -> None:
    """The provider's fee is taken from whoever paid."""

    def from_payer(session: Any, payment: Any, seen: Any, *, by: Any) -> None:
        if seen.fee:
            key = funds_key(session.get_one(Pledge, payment.pledge_id), payment.organisation_id)
            kept = Arrow(key, clearing(payment.district_id), seen.fee)
            name = f"{payment.external_reference}:fee"
            post_once(session, payment, name, arrows=[kept], at=seen.paid_at, by=by)

    patch.setattr(applying, "_book_fee", from_payer)


def a_refund_of_a_used_month(patch: pytest.MonkeyPatch, _session: Any) -> None:
    """Months somebody was covered in count as unused."""
    used = LifeMonth.status.in_((LifeMonthStatus.FUNDED, LifeMonthStatus.ACTIVE))
    patch.setattr(coverage.funding, "_unsent", lambda pledge_id: (LifeMonth.pledge_id == pledge_id) & used)


def a_reversal_without_its_twin(patch: pytest.MonkeyPatch, _session: Any) -> None:
    """A sum the bank took back is crossed out for a part only."""
    really = book._opposite

    def part(*words: Any, **named: Any) -> Any:
        content = really(*words, **named)
        arrows = tuple((debit, credit, Money(1)) for debit, credit, _ in content.arrows)
        return replace(content, arrows=arrows)

    patch.setattr(book, "_opposite", part)


def a_control_total_off_by_one(patch: pytest.MonkeyPatch, _session: Any) -> None:
    """The control transfer is a rupiah more than its lines, and nobody compares."""
    patch.setattr(funding, "Arrow", lambda debit, credit, amount: Arrow(debit, credit, amount - Money(1)))
    patch.setattr(funding, "_agree", lambda *_words: True)


def a_closed_month_written(_patch: pytest.MonkeyPatch, session: Any) -> None:
    """The database has forgotten to refuse what is dated in a closed month."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ALTER TABLE journal DISABLE TRIGGER srk_journal_month_is_open"))
    else:
        named = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'srk_journal_month_is_open%'")
        for name in session.scalars(named).all():
            session.execute(text(f'DROP TRIGGER "{name}"'))
    session.commit()


BUGS: tuple[Bug, ...] = (
    a_missing_lock,
    a_wrong_sign,
    a_skipped_share,
    a_lost_remainder,
    a_double_release,
    a_reused_reference,
    a_wrong_months_tariff,
    a_fee_charged_to_a_payer,
    a_refund_of_a_used_month,
    a_reversal_without_its_twin,
    a_control_total_off_by_one,
    a_closed_month_written,
)
