"""Payments by card: begun with a row of our own, believed when the provider is asked, booked gross and once."""

from srikandi.programme.receiving.cards.applying import EXPIRED_WORDS, apply_seen, check_card
from srikandi.programme.receiving.cards.beginning import begin_card, card_order
from srikandi.programme.receiving.cards.checks import check_disputes, check_payouts
from srikandi.programme.receiving.cards.refunds import follow_refund

__all__ = [
    "EXPIRED_WORDS",
    "apply_seen",
    "begin_card",
    "card_order",
    "check_card",
    "check_disputes",
    "check_payouts",
    "follow_refund",
]
