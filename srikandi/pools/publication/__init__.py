"""What of a pool everybody may see: cards with safe counts, and the order as a file that proves itself."""

from srikandi.pools.publication.cards import OrderRow, PoolCard, by_subdistrict, order_rows, public_card, public_cards
from srikandi.pools.publication.file import order_document, order_file, rule_file
from srikandi.pools.publication.suppression import SMALLEST, SafeCounts, split, suppress

__all__ = [
    "SMALLEST",
    "OrderRow",
    "PoolCard",
    "SafeCounts",
    "by_subdistrict",
    "order_document",
    "order_file",
    "order_rows",
    "public_card",
    "public_cards",
    "rule_file",
    "split",
    "suppress",
]
