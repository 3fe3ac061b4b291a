"""Arrears reserves in the book: filled after the premiums, given back by two people or at the end."""

from srikandi.programme.money.reserving.arrears import pay_arrears
from srikandi.programme.money.reserving.filling import (
    agree_release,
    decline_release,
    fill_reserves,
    release_ended,
    reserve_key,
)
from srikandi.programme.money.reserving.taking import take_back

__all__ = [
    "agree_release",
    "decline_release",
    "fill_reserves",
    "pay_arrears",
    "release_ended",
    "reserve_key",
    "take_back",
]
