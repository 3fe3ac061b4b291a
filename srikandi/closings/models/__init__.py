"""The tables of a month's end."""

from srikandi.closings.models.agreements import (
    BILLING,
    DIFFERENCE_MOVES,
    PROPOSAL_MOVES,
    Cause,
    DifferenceKind,
    DifferenceStatus,
    MonthDifference,
    MonthProposal,
    ProposalStatus,
)
from srikandi.closings.models.premiums import (
    REMITTANCE_MOVES,
    PremiumBill,
    PremiumBillLine,
    Remittance,
    RemittanceSource,
    RemittanceStatus,
)

__all__ = [
    "BILLING",
    "DIFFERENCE_MOVES",
    "PROPOSAL_MOVES",
    "REMITTANCE_MOVES",
    "Cause",
    "DifferenceKind",
    "DifferenceStatus",
    "MonthDifference",
    "MonthProposal",
    "PremiumBill",
    "PremiumBillLine",
    "ProposalStatus",
    "Remittance",
    "RemittanceSource",
    "RemittanceStatus",
]
