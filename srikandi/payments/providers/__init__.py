"""Whoever moves the money: what we ask of them, how they say no, and Stripe."""

from srikandi.payments.providers.ports import (
    CheckoutLink,
    CheckoutOrder,
    CheckoutProvider,
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
    "OrderChanged",
    "PageUnavailable",
    "PaymentSeen",
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
]
