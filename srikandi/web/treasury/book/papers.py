"""The paper behind a journal, as its reader may see it: facts without a resident's name, and the page that has more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext
from sqlalchemy import func, select

from srikandi import coverage, organisations, payments, pledges
from srikandi.clock import Month
from srikandi.database import current_session
from srikandi.i18n import N_
from srikandi.money import SEN, Money
from srikandi.payments import BankAccount, BankStatement, StatementLine, banking, cards, refunding
from srikandi.pledges import Pledge
from srikandi.web.frame.saying.formats import FILTERS
from srikandi.web.guard import access_of, current_actor

Facts = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Paper:
    """What it is called, what it says, and where its own page is, if this reader may open one."""

    title: str
    facts: Facts
    address: str | None


TITLES = {
    "payment": N_("Pembayaran %(number)s"),
    "batch": N_("Berkas BPJS %(number)s"),
    "pledge": N_("Komitmen %(number)s"),
    "statement_line": N_("Mutasi bank %(number)s"),
    "refund": N_("Pengembalian dana %(number)s"),
    "journal": N_("Jurnal %(number)s"),
    "payout": N_("Pencairan kartu %(number)s"),
    "remittance": N_("Setoran iuran %(number)s"),
    "arrears_settlement": N_("Pelunasan tunggakan %(number)s"),
}
PAGES: dict[str, tuple[str, str]] = {
    "payment": ("treasury.payments.show", "payment_id"),
    "batch": ("district.batches.show", "batch_id"),
    "pledge": ("district.pledges.show", "pledge_id"),
    "refund": ("treasury.refunds.show", "refund_id"),
    "payout": ("treasury.cards.payouts.show", "payout_id"),
    "statement_line": ("treasury.lines.show", "line_id"),
    "remittance": ("months.remittances.show", "remittance_id"),
    "arrears_settlement": ("treasury.settlements.show", "settlement_id"),
}


def paper_link(document: str | None, pledges: Mapping[int, str] | None = None) -> tuple[str, str | None]:
    """Give the name of a journal's paper, a pledge's own number where known, and the book's address of it."""
    kind, _, number = (document or "").partition("/")
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return document or "", None
    own = (pledges or {}).get(int(number)) if kind == "pledge" else None
    return own or title_of(kind, int(number)), url_for("treasury.ledger.paper", kind=kind, number=int(number))


LONGEST_NUMBER = 18
SHOWN_AS: tuple[tuple[type, str], ...] = (
    (StrEnum, "word"),
    (Money, "rupiah"),
    (Month, "bulan"),
    (datetime, "waktu"),
    (date, "tanggal"),
    (int, "angka"),
)
"""The first that fits: a moment is also a day."""
WRITERS: dict[str, Any] = dict(FILTERS)


def pledges_in(documents: Iterable[str | None]) -> dict[int, str]:
    """Give the numbers of the pledges these papers are, in one question."""
    parts = [(one or "").partition("/") for one in documents]
    ids = {int(number) for kind, _, number in parts if kind == "pledge" and number.isdecimal()}
    rows = current_session().execute(select(Pledge.id, Pledge.number).where(Pledge.id.in_(ids)))
    return dict(rows.all())


def title_of(kind: str, number: int) -> str:
    """Give what a paper is called."""
    if kind in TITLES:
        return str(gettext(TITLES[kind], number=number))
    return f"{kind.replace('_', ' ').capitalize()} {number}"


def paper_of(kind: str, number: int) -> Paper:
    """Give a paper of the viewer's districts. Raises: NotFound of its room, where it is not theirs."""
    facts = _READERS.get(kind, _nothing)(number)
    title = pledges_in([f"{kind}/{number}"]).get(number) or title_of(kind, number)
    return Paper(title, facts, _address(kind, number))


def _address(kind: str, number: int) -> str | None:
    endpoint, name = PAGES.get(kind, ("", ""))
    if endpoint not in current_app.view_functions:
        return None
    may = current_actor().may(str(access_of(current_app, endpoint)))
    values: dict[str, Any] = {name: number}
    return url_for(endpoint, **values) if may else None


def _payment(number: int) -> Facts:
    session, viewer = current_session(), current_actor()
    payment = payments.payment_by_id(session, number, viewer=viewer)
    name = organisations.names(session, [payment.organisation_id])[payment.organisation_id]
    return (
        (gettext("Pembayar"), name),
        (gettext("Cara"), payment.route),
        (gettext("Keadaan"), payment.status),
        (gettext("Jumlah"), payment.amount),
        (gettext("Tanggal bayar"), payment.paid_on),
        (gettext("Rujukan"), payment.proof),
        (gettext("Tercatat masuk"), payment.settled_at),
    )


def _batch(number: int) -> Facts:
    session, viewer = current_session(), current_actor()
    batch = coverage.batch_of(session, number, viewer=viewer)
    counts = coverage.count_lines(session, batch)
    return (
        (gettext("Bulan"), batch.month),
        (gettext("Keadaan"), batch.status),
        (gettext("Jiwa di berkas"), sum(counts.values())),
        (gettext("Diterima"), counts.get("accepted", 0)),
        (gettext("Ditolak"), counts.get("rejected", 0)),
        (gettext("Terkirim"), batch.sent_at),
    )


def _pledge(number: int) -> Facts:
    session, viewer = current_session(), current_actor()
    pledge = pledges.pledge_of(session, number, viewer=viewer)
    payers = pledges.payers_of(session, pledge.id)
    return (
        (gettext("Nomor"), pledge.number),
        (gettext("Keadaan"), pledge.status),
        (gettext("Jiwa"), pledge.lives),
        (gettext("Bulan"), pledge.months),
        (gettext("Mulai"), pledge.start_month),
        (gettext("Pembayar"), ", ".join(payer.name for payer in payers)),
        (gettext("Perjanjian"), pledge.agreement_number),
    )


def _line(number: int) -> Facts:
    session, viewer = current_session(), current_actor()
    line: StatementLine = banking.line_of(session, number, viewer=viewer)
    account, statement = session.get(BankAccount, line.account_id), session.get(BankStatement, line.statement_id)
    return (
        (gettext("Rekening"), f"{account.bank} {account.number}" if account else ""),
        (gettext("Tanggal"), line.booked_on),
        (gettext("Jumlah"), Money(abs(line.amount_sen) // SEN * (1 if line.amount_sen > 0 else -1))),
        (gettext("Kata bank"), line.description),
        (gettext("Rujukan bank"), line.bank_reference),
        (gettext("Berkas"), statement.filename if statement else None),
        (gettext("Baris"), line.line),
    )


def _payout(number: int) -> Facts:
    payout = cards.payout_of(current_session(), number, viewer=current_actor())
    return (
        (gettext("Jumlah"), payout.amount),
        (gettext("Nama di penyedia"), payout.external_reference),
        (gettext("Dikirim"), payout.sent_at),
        (gettext("Perkiraan sampai"), payout.arrives_on),
    )


def _refund(number: int) -> Facts:
    session, viewer = current_session(), current_actor()
    refund = refunding.refund_by_id(session, number, viewer=viewer)
    name = organisations.names(session, [refund.organisation_id])[refund.organisation_id]
    return (
        (gettext("Kepada"), name),
        (gettext("Keadaan"), refund.status),
        (gettext("Jumlah"), refund.amount),
        (gettext("Alasan"), refund.reason),
        (gettext("Diajukan"), refund.requested_at),
        (gettext("Diputuskan"), refund.decided_at),
        (gettext("Bukti keluar"), refund.external_reference),
    )


def _nothing(_number: int) -> Facts:
    return ()


_READERS: dict[str, Callable[[int], Facts]] = {
    "payment": _payment,
    "batch": _batch,
    "pledge": _pledge,
    "statement_line": _line,
    "payout": _payout,
    "refund": _refund,
}


def line_behind(journal_id: int) -> str | None:
    """Give the document word of the bank's line a journal was booked from, where the journal itself names none."""
    mine = StatementLine.district_id.in_(current_actor().district_ids)
    found = select(func.min(StatementLine.id)).where(StatementLine.journal_id == journal_id, mine)
    line_id = current_session().scalar(found)
    return None if line_id is None else f"statement_line/{line_id}"


def shown(value: Any) -> str:
    """Give a fact of a paper as its reader writes it."""
    for kind, name in SHOWN_AS:
        if isinstance(value, kind):
            return str(WRITERS[name](value))
    return "" if value is None else str(value)
