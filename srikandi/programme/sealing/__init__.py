"""Seals leave the house: heads to the forum by mail, proofs to companies."""

from srikandi.programme.sealing.anchors import seal_and_tell, tell_forum
from srikandi.programme.sealing.proofs import ProvableMonth, provable_months, prove_life_months, prove_payment

__all__ = [
    "ProvableMonth",
    "provable_months",
    "prove_life_months",
    "prove_payment",
    "seal_and_tell",
    "tell_forum",
]
