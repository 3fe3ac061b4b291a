"""The roads money may take: which account is debited when which is credited, and why. A reversal walks one back.

Anything else balances too, and would still be wrong: a provider's fee taken from a payer, a premium paid out of money
nobody has been found for.
"""

from __future__ import annotations

from itertools import product

from srikandi.ledger.chart import AccountKind as K

ROADS: frozenset[tuple[K, K]] = frozenset(
    {
        # Money arrives: for its payer, or for nobody yet.
        *product((K.BANK, K.PROVIDER_CLEARING, K.PREPAID_INSURER), (K.PAYER_FUNDS, K.SUSPENSE)),
        (K.SUSPENSE, K.PAYER_FUNDS),
        # It is put to use, held back, moved to another promise, or set free again.
        (K.PAYER_FUNDS, K.COMMITTED_FUNDS),
        (K.COMMITTED_FUNDS, K.PAYER_FUNDS),
        (K.PAYER_FUNDS, K.ARREARS_RESERVE),
        (K.ARREARS_RESERVE, K.PAYER_FUNDS),
        (K.PAYER_FUNDS, K.PAYER_FUNDS),
        # What is held back pays months people owe, or is not needed for them after all.
        (K.ARREARS_RESERVE, K.ARREARS_COMMITTED),
        (K.ARREARS_COMMITTED, K.ARREARS_RESERVE),
        # It leaves the bank for the insurer, and the insurer strikes the months off.
        (K.PREPAID_INSURER, K.BANK),
        (K.ARREARS_COMMITTED, K.PREPAID_INSURER),
        # Months are confirmed, and their premium is paid.
        (K.COMMITTED_FUNDS, K.PREMIUM_DUE),
        (K.PREMIUM_DUE, K.BANK),
        (K.PREMIUM_DUE, K.PREPAID_INSURER),
        # The insurer gives back what it was paid for somebody who had left.
        (K.PREPAID_INSURER, K.COMMITTED_FUNDS),
        # What the provider and the bank keep, pay or charge is the operator's.
        (K.PROVIDER_FEES, K.PROVIDER_CLEARING),
        (K.PROVIDER_CLEARING, K.PROVIDER_FEES),
        # A payout leaves the provider, and comes as a line of the bank.
        (K.PAYOUTS_IN_TRANSIT, K.PROVIDER_CLEARING),
        (K.PROVIDER_CLEARING, K.PAYOUTS_IN_TRANSIT),
        (K.BANK, K.PAYOUTS_IN_TRANSIT),
        # What a bank took back although it was used, walked back: the operator's loss.
        (K.BANK, K.OPERATOR_LOSSES),
        # It comes into one district's account and is of several.
        (K.BANK, K.BETWEEN_DISTRICTS),
        (K.BETWEEN_DISTRICTS, K.PAYOUTS_IN_TRANSIT),
        (K.PAYOUTS_IN_TRANSIT, K.BETWEEN_DISTRICTS),
        (K.BANK, K.ACCOUNT_INTEREST),
        (K.ACCOUNT_COSTS, K.BANK),
        # Disputes: opened, won, lost.
        (K.CHARGEBACK_RECEIVABLE, K.PROVIDER_CLEARING),
        (K.PROVIDER_CLEARING, K.CHARGEBACK_RECEIVABLE),
        (K.PAYER_FUNDS, K.CHARGEBACK_RECEIVABLE),
        (K.OPERATOR_LOSSES, K.CHARGEBACK_RECEIVABLE),
        # Lost, and won after all.
        (K.CHARGEBACK_RECEIVABLE, K.PAYER_FUNDS),
        (K.CHARGEBACK_RECEIVABLE, K.OPERATOR_LOSSES),
        # Money goes back to whom it came from, or the way back fails.
        (K.PAYER_FUNDS, K.REFUNDS_DUE),
        (K.REFUNDS_DUE, K.PAYER_FUNDS),
        (K.REFUNDS_DUE, K.BANK),
        (K.REFUNDS_DUE, K.PROVIDER_CLEARING),
        # A provider gave back what was used already: the operator's loss.
        (K.OPERATOR_LOSSES, K.REFUNDS_DUE),
        (K.REFUNDS_DUE, K.OPERATOR_LOSSES),
        (K.PROVIDER_CLEARING, K.OPERATOR_LOSSES),
        # Its payer pays a loss that two people have claimed from it, or makes good what a bank took back.
        (K.PAYER_FUNDS, K.OPERATOR_LOSSES),
        # So does a credit nobody has recognised, or a refund that comes back after its payment was taken back.
        (K.SUSPENSE, K.OPERATOR_LOSSES),
    }
)
"""Pairs of the debited and the credited kind."""
TURNED = frozenset({"taken_back", "correction", "voided"})
"""Kinds of journal that walk a road back though they turn no single journal: what a bank takes back from wherever it
stands now, what two people give back to suspense, and what they take out of the book with the file it came in."""
