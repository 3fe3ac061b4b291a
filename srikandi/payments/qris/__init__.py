"""QRIS for small sums: the account's own static code with the amount set, and a sum of its own to know it by.

A static QRIS carries no words of the payer, so a line of a statement shows only the sum. Each code therefore asks for a
few rupiah more, a sum no other open code asks for; what is paid is credited whole. Source: docs/decisions/0017.
"""

from srikandi.payments.qris.models import QrisOrder
from srikandi.payments.qris.ordering import REMEMBERED, asked_for, open_orders, order, order_of
from srikandi.payments.qris.reading import StaticQris, picture, read_static, with_amount
from srikandi.payments.qris.refusals import QrisBroken, QrisNotRupiah, QrisNotStatic, QrisTooMuch, QrisUnavailable

__all__ = [
    "REMEMBERED",
    "QrisBroken",
    "QrisNotRupiah",
    "QrisNotStatic",
    "QrisOrder",
    "QrisTooMuch",
    "QrisUnavailable",
    "StaticQris",
    "asked_for",
    "open_orders",
    "order",
    "order_of",
    "picture",
    "read_static",
    "with_amount",
]
