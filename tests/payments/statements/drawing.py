"""References drawn by luck that can be had again."""

from __future__ import annotations

from random import Random

from srikandi.payments.references import SIGNS, PaymentReference
from srikandi.signs import ALPHABET, check_sign


def a_reference(luck: Random) -> PaymentReference:
    """Draw one."""
    bare = "".join(luck.choice(ALPHABET) for _ in range(SIGNS - 1))
    return PaymentReference(bare + check_sign(bare))
