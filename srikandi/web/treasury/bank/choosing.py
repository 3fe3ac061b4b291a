"""Whose a sum may be, and what the treasurer types about it: the likely bills first, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import wtforms
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import FormField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired

from srikandi import pledges
from srikandi.database import current_session
from srikandi.payments import StatementLine, qris
from srikandi.payments.statements import Reason
from srikandi.pledges import Bill
from srikandi.programme.receiving import ended_bills
from srikandi.web.forms import Form, MoneyField, ReasonField, RowsField, row_number
from srikandi.web.frame.saying.formats import rupiah_words

Choices = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Offered:
    """A bill a line may be for, and why it is offered."""

    bill: Bill
    reasons: list[Reason]


def bills_of(district_id: int) -> dict[int, Bill]:
    """Give every bill of a district by payer, those of ended pledges last."""
    running = pledges.bills(current_session(), district_id)
    ended = ended_bills(current_session(), district_id, running=running)
    return {bill.payer_id: bill for bill in [*running, *ended]}


def offered(lines: Iterable[StatementLine], bills: dict[int, Bill]) -> list[Offered]:
    """Give the bills that the importer found likely for these lines, the likeliest first."""
    by_reference = {bill.reference: bill for bill in bills.values()}
    found: dict[str, list[Reason]] = {}
    for line in lines:
        for one in line.candidates:
            if one["reference"] in by_reference:
                found.setdefault(one["reference"], [Reason(word) for word in one["reasons"]])
    return [Offered(by_reference[reference], reasons) for reference, reasons in found.items()]


def likely_for(line: StatementLine, bills: dict[int, Bill]) -> list[Offered]:
    """Give the same for one line, first those whose QRIS asked for exactly its sum."""
    asked_for = dict.fromkeys(one.payer_id for one in qris.asked_for(current_session(), line) if one.payer_id in bills)
    by_code = {one.bill.payer_id: one for one in offered([line], bills)}
    scanned = {
        payer_id: Offered(
            bills[payer_id], [Reason.QRIS_SUM, *(by_code[payer_id].reasons if payer_id in by_code else [])]
        )
        for payer_id in asked_for
    }
    return list((scanned | {who: one for who, one in by_code.items() if who not in scanned}).values())


def choices(likely: Iterable[Offered], bills: dict[int, Bill]) -> Choices:
    """Give what a list of payers offers: the likely ones, the other open ones, those that ask for nothing any more."""
    first = [one.bill for one in likely]
    rest = [bill for bill in bills.values() if bill not in first and bill.due_on]
    paid = [bill for bill in bills.values() if bill not in first and not bill.due_on]
    return {
        gettext("Pilih pembayar"): [("", "–")],
        **({gettext("Kemungkinan"): [_choice(bill) for bill in first]} if first else {}),
        **({gettext("Komitmen lain"): [_choice(bill) for bill in rest]} if rest else {}),
        **({gettext("Lunas atau sudah berakhir"): [_choice(bill) for bill in paid]} if paid else {}),
    }


def _choice(bill: Bill) -> tuple[str, str]:
    return str(bill.payer_id), f"{bill.company} – {bill.pledge_number} – {rupiah_words(bill.amount)}"


MOST_SHARES = 6


def _payer_id(given: str | int | None) -> int | None:
    return int(given) if given else None


def _refund_id(given: str | int | None) -> int:
    return row_number(str(given or ""))


def _because(words: str) -> TextAreaField:
    return ReasonField(_l("Dari mana Anda tahu?"), description=words)


class MatchForm(Form):
    """Whose money it is, and how one knows."""

    payer = SelectField(_l("Pembayar"), [InputRequired(_l("Pilih pembayarnya."))], coerce=_payer_id)
    reason = _because(_l("Misalnya: dikonfirmasi lewat telepon oleh bagian keuangan perusahaan."))


class BounceForm(Form):
    """Which refund has bounced, and how one knows."""

    refund = RadioField(_l("Pengembalian yang kembali"), [InputRequired(_l("Pilih salah satu."))], coerce=_refund_id)
    reason = _because(_l("Misalnya: bank memberi tahu bahwa rekening tujuannya sudah ditutup."))


class ShareForm(wtforms.Form):
    """One payer's part of a line."""

    payer = SelectField(_l("Pembayar"), coerce=_payer_id)
    amount = MoneyField(_l("Jumlah"))


class SplitForm(Form):
    """Who gets how much of one line, and how one knows."""

    shares = RowsField(FormField(ShareForm), min_entries=MOST_SHARES, max_entries=MOST_SHARES)
    reason = _because(_l("Misalnya: surat perusahaan menyebut pembagiannya."))


class ReasonForm(Form):
    """Why a proposal is not right, or why a credit was not."""

    reason = ReasonField()


class SeenForm(Form):
    """Who confirms says yes to what was shown, and to nothing else."""

    seen = HiddenField()


class ConfirmForm(Form):
    """Nothing to type: the proposal that was looked at is the one in the address, and it never changes."""
