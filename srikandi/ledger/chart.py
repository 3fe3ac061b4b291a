"""The chart of accounts: every kind of account this book knows, and its side.

The book has no word of health or sponsors: a `party` is whoever pays, a `contract` is what the money is promised to.
"""

from __future__ import annotations

from enum import StrEnum

from srikandi.i18n import N_
from srikandi.ledger.models import Side


class AccountKind(StrEnum):
    """What an account is for."""

    BANK = "bank"
    """Cash at bank on a collection account (party: none, contract: the bank account)."""
    PROVIDER_CLEARING = "provider_clearing"
    """Card money the provider still holds."""
    PREPAID_INSURER = "prepaid_insurer"
    """Money paid straight to the insurer, not yet used for premiums."""
    SUSPENSE = "suspense"
    """Arrived money nobody awaited."""
    PAYER_FUNDS = "payer_funds"
    """A payer's unallocated funds for one contract."""
    COMMITTED_FUNDS = "committed_funds"
    """Funds a payer has committed to a contract."""
    ARREARS_RESERVE = "arrears_reserve"
    """Funds a payer holds back against arrears inside a contract."""
    ARREARS_COMMITTED = "arrears_committed"
    """Funds a payer has committed to months people owe themselves."""
    PREMIUM_DUE = "premium_due"
    """Premium due to the insurer for confirmed months."""
    REFUNDS_DUE = "refunds_due"
    """Refunds that were approved and have not been seen leaving (party: who gets them)."""
    PROVIDER_FEES = "provider_fees"
    """Fees the operator bears."""
    ACCOUNT_COSTS = "account_costs"
    """Bank charges and tax on interest, borne by the operator."""
    ACCOUNT_INTEREST = "account_interest"
    """Interest on the collection account: the operator's, never a payer's."""
    CHARGEBACK_RECEIVABLE = "chargeback_receivable"
    """Money a provider took back while a dispute is open."""
    PAYOUTS_IN_TRANSIT = "payouts_in_transit"
    """Card money the provider has paid out, until a line of the bank shows it."""
    BETWEEN_DISTRICTS = "between_districts"
    """Card money of a district that came into another one's bank account: owed by that one, to this one."""
    OPERATOR_LOSSES = "operator_losses"
    """Card money that was taken back after its months were used: the operator bears it."""


SIDES: dict[AccountKind, Side] = {
    AccountKind.BANK: Side.DEBIT,
    AccountKind.PROVIDER_CLEARING: Side.DEBIT,
    AccountKind.PREPAID_INSURER: Side.DEBIT,
    AccountKind.SUSPENSE: Side.CREDIT,
    AccountKind.PAYER_FUNDS: Side.CREDIT,
    AccountKind.COMMITTED_FUNDS: Side.CREDIT,
    AccountKind.ARREARS_RESERVE: Side.CREDIT,
    AccountKind.ARREARS_COMMITTED: Side.CREDIT,
    AccountKind.PREMIUM_DUE: Side.CREDIT,
    AccountKind.REFUNDS_DUE: Side.CREDIT,
    AccountKind.PROVIDER_FEES: Side.DEBIT,
    AccountKind.ACCOUNT_COSTS: Side.DEBIT,
    AccountKind.ACCOUNT_INTEREST: Side.CREDIT,
    AccountKind.CHARGEBACK_RECEIVABLE: Side.DEBIT,
    AccountKind.PAYOUTS_IN_TRANSIT: Side.DEBIT,
    AccountKind.BETWEEN_DISTRICTS: Side.DEBIT,
    AccountKind.OPERATOR_LOSSES: Side.DEBIT,
}

TITLES: dict[AccountKind, str] = {
    AccountKind.BANK: N_("Kas di bank"),
    AccountKind.PROVIDER_CLEARING: N_("Kliring kartu"),
    AccountKind.PREPAID_INSURER: N_("Iuran dibayar di muka ke BPJS Kesehatan"),
    AccountKind.SUSPENSE: N_("Uang belum dikenali"),
    AccountKind.PAYER_FUNDS: N_("Dana pembayar belum dialokasikan"),
    AccountKind.COMMITTED_FUNDS: N_("Dana terikat komitmen"),
    AccountKind.ARREARS_RESERVE: N_("Cadangan iuran"),
    AccountKind.ARREARS_COMMITTED: N_("Dana terikat tunggakan"),
    AccountKind.PREMIUM_DUE: N_("Iuran terutang ke BPJS Kesehatan"),
    AccountKind.REFUNDS_DUE: N_("Pengembalian dana yang belum keluar"),
    AccountKind.PROVIDER_FEES: N_("Biaya penyedia pembayaran"),
    AccountKind.ACCOUNT_COSTS: N_("Biaya dan pajak rekening"),
    AccountKind.ACCOUNT_INTEREST: N_("Bunga rekening"),
    AccountKind.CHARGEBACK_RECEIVABLE: N_("Piutang sengketa kartu"),
    AccountKind.PAYOUTS_IN_TRANSIT: N_("Pencairan kartu dalam perjalanan"),
    AccountKind.BETWEEN_DISTRICTS: N_("Uang kartu antar kabupaten"),
    AccountKind.OPERATOR_LOSSES: N_("Kerugian pengelola"),
}
"""The name an account is opened with."""

GUARDED: frozenset[AccountKind] = frozenset(
    {
        AccountKind.PAYER_FUNDS,
        AccountKind.COMMITTED_FUNDS,
        AccountKind.ARREARS_RESERVE,
        AccountKind.ARREARS_COMMITTED,
        AccountKind.PREMIUM_DUE,
        AccountKind.REFUNDS_DUE,
        AccountKind.SUSPENSE,
    }
)
"""Kinds whose balance the database keeps and never lets below zero."""
