"""Stripe, as a `CheckoutProvider`. The only file that imports stripe.

Stripe counts rupiah in hundredths: Rp37.800 is 3780000 there. A page is opened with a key made of our own row, so a lost
answer costs nothing. A notice is trusted for where to look, never for what to book.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import stripe

from srikandi.money import Money
from srikandi.payments.providers.notices import one_event, signed_event
from srikandi.payments.providers.ports import (
    CheckoutLink,
    CheckoutOrder,
    CheckoutStatus,
    PaymentSeen,
    RefundOrder,
    RefundSeen,
    RefundStatus,
    VerifiedEvent,
)
from srikandi.payments.providers.refusals import (
    AmountNotPayable,
    OrderChanged,
    ProviderUnavailable,
    RefundNotPossible,
    UnknownAtProvider,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from srikandi.errors import Refusal
