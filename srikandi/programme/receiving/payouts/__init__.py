"""Card money leaves the provider for the bank: booked out of clearing when sent, into the bank when a line shows it."""

from srikandi.programme.receiving.payouts.arriving import arrive_by_hand, match_payouts
from srikandi.programme.receiving.payouts.holding import Held, Holding, held_by_provider
from srikandi.programme.receiving.payouts.sending import apply_payout, unknown_intents, unknown_payouts

__all__ = [
    "Held",
    "Holding",
    "apply_payout",
    "arrive_by_hand",
    "held_by_provider",
    "match_payouts",
    "unknown_intents",
    "unknown_payouts",
]
