"""Companies pay by transfer or straight to BPJS Kesehatan; treasurers and the branch do their part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from srikandi import payments, pledges
from srikandi.cli.demo.deeds import Stage
from srikandi.cli.demo.money.bank import Mutation, bca_statement, mt940_statement
from srikandi.money import Money
from srikandi.payments import BankAccount, Payment, Receipt, banking
from srikandi.pledges import PayerRow
from srikandi.programme import receiving


@dataclass
class Books:
    """The collection accounts and what stands on them."""

    stage: Stage
    balances: dict[str, Money] = field(default_factory=dict)

    def import_bca(self, mutations: Sequence[Mutation], *, at: datetime) -> None:
        """Let the treasurer import a KlikBCA file of these days."""
        account = self.stage.cast.bca
        period = (mutations[0].day, mutations[-1].day)
        content, closing = bca_statement(mutations, opening=self._opening(account), period=period)
        self._import(account, content, closing, filename=f"CorpAcctTrxn{period[1]:%Y%m%d}.csv", at=at)

    def import_mandiri(self, mutations: Sequence[Mutation], *, at: datetime) -> None:
        """Let the treasurer import an MT940 file of one day."""
        account, day = self.stage.cast.mandiri, mutations[-1].day
        content, closing = mt940_statement(mutations, opening=self._opening(account), on=day)
        self._import(account, content, closing, filename=f"mt940-{day:%Y%m%d}.sta", at=at)

    def transfer(self, box: str, amount: Money, *, at: datetime) -> Mutation:
        """Give the line a company's transfer leaves on the statement."""
        payer, company = payer_of(self.stage, box), self.stage.cast.companies[box]
        return Mutation(at.date(), amount, company.name, f"{pledges.printed(payer.reference)} IURAN JKN")

    def _opening(self, account: BankAccount) -> Money:
        return self.balances.get(account.code, Money(25_000_000))

    def _import(self, account: BankAccount, content: bytes, closing: Money, *, filename: str, at: datetime) -> None:
        with self.stage.at(at):
            by = self.stage.by("treasurer")
            receiving.import_statement(self.stage.session, account, content, filename=filename, by=by)
        self.balances[account.code] = closing


def payer_of(stage: Stage, box: str) -> PayerRow:
    """Give a company as payer of its newest promise."""
    payers = pledges.payers_of(stage.session, stage.pledges[box].id)
    return next(one for one in payers if one.organisation_id == stage.cast.companies[box].id)


def claim_direct(stage: Stage, box: str, amount: Money, *, at: datetime) -> Payment:
    """Let a company say that it paid BPJS Kesehatan itself."""
    by, payer = stage.by(box), payer_of(stage, box)
    receipt = Receipt(f"BPJS{at:%y%m%d}{payer.id:04d}", amount, at.date())
    with stage.at(at + timedelta(hours=3)):
        purpose = receiving.purpose_of(stage.session, payer.id, viewer=by)
        key = f"contoh-langsung-{payer.id}"
        return receiving.claim_direct(stage.session, purpose, receipt, form_key=key, proof_file_id=None, by=by)


def confirm_direct(stage: Stage, payment: Payment, *, at: datetime) -> None:
    """Let the branch confirm what it has seen on its own account."""
    if payment.external_reference is None or payment.paid_on is None:
        raise payments.ReceiptMissing
    with stage.at(at):
        seen = Receipt(payment.external_reference, payment.amount, payment.paid_on)
        receiving.confirm_direct(stage.session, payment, seen, by=stage.by("branch"))


def match_suspense(stage: Stage, box: str, amount: Money, *, at: datetime) -> None:
    """Let the second treasurer propose whose a sum in suspense is; the first one confirms or not."""
    by, payer = stage.by("treasurer2"), payer_of(stage, box)
    with stage.at(at):
        lines = banking.suspense_lines(stage.session, viewer=by)
        line = next(one for one in lines if one.amount_sen == amount.rupiah * 100)
        reason = "Perusahaan menelepon: lupa menulis kode pembayaran."
        receiving.match_line(stage.session, line, payer_id=payer.id, reason=reason, by=by)
