"""The list of receipts of BPJS Kesehatan comes in: each confirms a report, finds its payer by its code, or waits."""

from srikandi.programme.receiving.receipts.listing import ListBrought, bring_receipts

__all__ = ["ListBrought", "bring_receipts"]
