"""Whoever moves the money: what we ask of them, how they say no, and Stripe."""

from srikandi.payments.providers.ports import (
    CheckoutLink,
    CheckoutOrder,
    CheckoutProvider,
    CheckoutStatus,
    DisputeSeen,
    DisputeState,
    MovementSeen,
    PaymentSeen,
    PayoutSeen,
    PayoutState,
    RefundOrder,
    RefundSeen,
    RefundStatus,
    VerifiedEvent,
)
from srikandi.payments.providers.readings import rounded_up
from srikandi.payments.providers.refusals import (
    AmountNotPayable,
    OrderChanged,
    PageUnavailable,
    ProviderUnavailable,
    RefundNotPossible,
    UnknownAtProvider,
    WebhookFlaw,
    WebhookRefused,
)
from srikandi.payments.providers.stripe import LARGEST_PAYMENT, StripeCheckout, connected

__all__ = [
    "LARGEST_PAYMENT",
    "AmountNotPayable",
    "CheckoutLink",
    "CheckoutOrder",
    "CheckoutProvider",
    "CheckoutStatus",
    "DisputeSeen",
    "DisputeState",
    "MovementSeen",
    "OrderChanged",
    "PageUnavailable",
    "PaymentSeen",
    "PayoutSeen",
    "PayoutState",
    "ProviderUnavailable",
    "RefundNotPossible",
    "RefundOrder",
    "RefundSeen",
    "RefundStatus",
    "StripeCheckout",
    "UnknownAtProvider",
    "VerifiedEvent",
    "WebhookFlaw",
    "WebhookRefused",
    "connected",
    "rounded_up",
]
