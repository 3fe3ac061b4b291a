"""What BPJS Kesehatan itself says it received: its list of receipts, read and kept row by row."""

from srikandi.payments.direct.models import InsurerReceipt, ReceiptOutcome
from srikandi.payments.direct.queries import (
    differing_receipt,
    late_claims,
    receipts_of,
    same_proofs,
    unclaimed_receipt,
    waits_too_long,
)
from srikandi.payments.direct.reading import ListedReceipt, ReceiptList, ReceiptListUnreadable, read_receipts

__all__ = [
    "InsurerReceipt",
    "ListedReceipt",
    "ReceiptList",
    "ReceiptListUnreadable",
    "ReceiptOutcome",
    "differing_receipt",
    "late_claims",
    "read_receipts",
    "receipts_of",
    "same_proofs",
    "unclaimed_receipt",
    "waits_too_long",
]
