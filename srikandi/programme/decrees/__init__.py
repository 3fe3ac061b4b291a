"""A decree changes what a life-month costs: what that would mean is shown before the second person decides."""

from srikandi.programme.decrees.deciding import (
    TariffEffect,
    accept_tariff,
    effect_together,
    effects_of,
    propose_tariff,
    refuse_tariff,
    withdraw_tariff,
)

__all__ = [
    "TariffEffect",
    "accept_tariff",
    "effect_together",
    "effects_of",
    "propose_tariff",
    "refuse_tariff",
    "withdraw_tariff",
]
