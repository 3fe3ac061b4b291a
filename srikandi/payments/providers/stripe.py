"""Stripe, as a `CheckoutProvider`. The only file that imports stripe.

Stripe counts rupiah in hundredths: Rp37.800 is 3780000 there. A page is opened with a key made of our own row, so a
lost answer costs nothing. A notice is trusted for where to look, never for what to book.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import stripe

from srikandi.errors import Refusal
from srikandi.money import ZERO, Money
from srikandi.payments.providers.notices import (
    PAYMENT_KEY,
    REFUND_KEY,
    check_moment,
    instant,
    one_event,
    signed_event,
    vouching,
)
from srikandi.payments.providers.ports import (
    CheckoutLink,
    CheckoutOrder,
    PaymentSeen,
    PayoutSeen,
    RefundOrder,
    RefundSeen,
    VerifiedEvent,
)
from srikandi.payments.providers.readings import (
    CURRENCY,
    HUNDREDTHS,
    payment_seen,
    payout_seen,
    refund_seen,
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
from srikandi.settings import StripeSettings

LARGEST_PAYMENT = Money(9_999_999_999)
_REFERENCE = re.compile(r"(?:cs|pi)_[A-Za-z0-9_]{1,240}", re.ASCII)
_PAYOUT = re.compile(r"po_[A-Za-z0-9_]{1,240}", re.ASCII)
_WHOLE_STORY = "payment_intent.latest_charge.balance_transaction"
_PAGE = 100
_AMOUNT_CODES = {"amount_too_small", "amount_too_large"}
WATCHED_EVENTS = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.expired",
    "charge.refunded",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
    "charge.dispute.closed",
    "payout.created",
    "payout.updated",
    "payout.paid",
    "payout.failed",
    "payout.canceled",
)
"""What is listened to, and asked for when notices were lost; at most twenty kinds fit into one question."""


class StripeCheckout:
    """Opens, reads and refunds payments at Stripe, and tells true notices from forged ones.

    Two webhook secrets are good at once while one is being replaced. `is_live` says whether this key moves real money.
    """

    def __init__(self, settings: StripeSettings, *, timeout_seconds: float = 8.0, retries: int = 2) -> None:
        """Talk to one account; nothing global of the library is touched."""
        self._webhook_secrets = settings.webhook_secrets
        self.is_live = settings.secret_key.startswith(("sk_live_", "rk_live_"))
        self._client = stripe.StripeClient(
            settings.secret_key,
            base_addresses={"api": (settings.api_base or stripe.DEFAULT_API_BASE).rstrip("/")},
            max_network_retries=retries,
            http_client=stripe.RequestsClient(timeout=(3.05, timeout_seconds)),
        )

    def begin(self, order: CheckoutOrder) -> CheckoutLink:
        """Open a payment page, the same one however often this order is sent.

        Raises: PageUnavailable, AmountNotPayable, OrderChanged.
        """
        if not ZERO < order.amount <= LARGEST_PAYMENT:
            raise AmountNotPayable
        with _asking(refused=AmountNotPayable, unavailable=PageUnavailable):
            made = self._client.v1.checkout.sessions.create(
                params=_session_params(order), options={"idempotency_key": f"srikandi-payment-{order.payment_id}"}
            ).to_dict()
            if made["livemode"] is not self.is_live or not made["url"].startswith(("https://", "http://")):
                raise ValueError("a page of another mode, or no page")
            return CheckoutLink(made["id"], made["url"], instant(made["expires_at"]), made["livemode"])

    def read(self, provider_reference: str) -> PaymentSeen:
        """Ask what became of a payment, by its session or its payment intent.

        Raises: ProviderUnavailable, UnknownAtProvider.
        """
        if _REFERENCE.fullmatch(provider_reference) is None:
            raise UnknownAtProvider
        with _asking(refused=UnknownAtProvider):
            session_id = provider_reference
            if provider_reference.startswith("pi_"):
                sessions = self._client.v1.checkout.sessions
                found = sessions.list(params={"payment_intent": provider_reference, "limit": 1}).to_dict()["data"]
                if not found:
                    raise UnknownAtProvider
                session_id = found[0]["id"]
            found_page = self._client.v1.checkout.sessions.retrieve(session_id, params={"expand": [_WHOLE_STORY]})
            return self._seen(found_page.to_dict())

    def _seen(self, session: dict[str, Any]) -> PaymentSeen:
        """Read a session, with its disputes and refunds when its charge has any."""
        intent = session["payment_intent"] or {}
        charge = intent.get("latest_charge") or {}
        back = self.refunds_of(intent["id"]) if charge.get("amount_refunded") else ()
        if not charge.get("disputed"):
            return replace(payment_seen(session, []), refunds=back)
        asked = self._client.v1.disputes.list(params={"payment_intent": intent["id"], "limit": _PAGE})
        return replace(payment_seen(session, asked.to_dict()["data"]), refunds=back)

    def read_payout(self, provider_reference: str) -> PayoutSeen:
        """Ask what became of a payout, and which movements of the balance it settles.

        Stripe breaks only automatic payouts down; of another one nothing but the sum is known. Raises:
        ProviderUnavailable, UnknownAtProvider.
        """
        if _PAYOUT.fullmatch(provider_reference) is None:
            raise UnknownAtProvider
        with _asking(refused=UnknownAtProvider):
            payout = self._client.v1.payouts.retrieve(provider_reference).to_dict()
            if not payout["automatic"]:
                return payout_seen(payout, [])
            pages = self._client.v1.balance_transactions.list(
                params={"payout": provider_reference, "limit": _PAGE, "expand": ["data.source"]}
            )
            return payout_seen(payout, [one.to_dict() for one in pages.auto_paging_iter()])

    def refund(self, order: RefundOrder) -> RefundSeen:
        """Send money back the way it came, once however often this order is sent.

        Raises: ProviderUnavailable, RefundNotPossible, OrderChanged.
        """
        if order.amount <= ZERO:
            raise RefundNotPossible
        with _asking(refused=RefundNotPossible):
            made = self._client.v1.refunds.create(
                params={
                    "payment_intent": order.payment_intent,
                    "amount": order.amount.rupiah * HUNDREDTHS,
                    "reason": "requested_by_customer",
                    "metadata": {REFUND_KEY: str(order.refund_id)},
                },
                options={"idempotency_key": f"srikandi-refund-{order.refund_id}"},
            ).to_dict()
            return refund_seen(made, livemode=self.is_live)

    def refunds_of(self, payment_intent: str) -> tuple[RefundSeen, ...]:
        """Ask for every refund of a payment, oldest first. Raises: ProviderUnavailable, UnknownAtProvider."""
        with _asking(refused=UnknownAtProvider):
            pages = self._client.v1.refunds.list(params={"payment_intent": payment_intent, "limit": _PAGE})
            found = [one.to_dict() for one in pages.auto_paging_iter()]
            return tuple(refund_seen(one, livemode=self.is_live) for one in found[::-1])

    def verify_webhook(self, payload: bytes, signature: str | None, *, now: datetime) -> VerifiedEvent:
        """Read a notice that came over the network, if it is signed by Stripe within five minutes of now.

        The library raises whatever it likes on hostile input and lets moments years ahead pass, so every exception
        before the signature is found good is a refusal, and the moment is checked here. Raises: WebhookRefused.
        """
        vouched = vouching(payload, signature)
        if not any(_is_signed(payload, vouched.header, secret) for secret in self._webhook_secrets):
            raise WebhookRefused(WebhookFlaw.BAD_SIGNATURE)
        check_moment(vouched.moment, now)
        return signed_event(payload)

    def events_since(self, instant_from: datetime) -> list[VerifiedEvent]:
        """Ask for everything of interest that happened since, oldest first; Stripe remembers thirty days.

        Raises: ProviderUnavailable.
        """
        with _asking(refused=ProviderUnavailable):
            pages = self._client.v1.events.list(
                params={"created": _since(instant_from), "limit": _PAGE, "types": list(WATCHED_EVENTS)}
            )
            return [one_event(event.to_dict()) for event in pages.auto_paging_iter()][::-1]

    def pages_since(self, instant_from: datetime) -> Iterator[PaymentSeen]:
        """Ask for every payment page opened since, newest first, a hundred at a time. Raises: ProviderUnavailable."""
        with _asking(refused=ProviderUnavailable):
            pages = self._client.v1.checkout.sessions.list(
                params={"created": _since(instant_from), "limit": _PAGE, "expand": [f"data.{_WHOLE_STORY}"]}
            )
            for page in pages.auto_paging_iter():
                yield self._seen(page.to_dict())

    def disputes_since(self, instant_from: datetime) -> list[str]:
        """Ask which payments were disputed since, by their payment intents. Raises: ProviderUnavailable."""
        with _asking(refused=ProviderUnavailable):
            pages = self._client.v1.disputes.list(params={"created": _since(instant_from), "limit": _PAGE})
            found = [one.to_dict()["payment_intent"] for one in pages.auto_paging_iter()]
            return [one for one in dict.fromkeys(found[::-1]) if one]

    def payouts_since(self, instant_from: datetime) -> list[str]:
        """Ask which payouts were made since, oldest first. Raises: ProviderUnavailable."""
        with _asking(refused=ProviderUnavailable):
            pages = self._client.v1.payouts.list(params={"created": _since(instant_from), "limit": _PAGE})
            return [one.to_dict()["id"] for one in pages.auto_paging_iter()][::-1]


@cache
def connected(settings: StripeSettings | None) -> StripeCheckout | None:
    """Give the one connection of these settings; nothing where no account is set up."""
    return None if settings is None else StripeCheckout(settings)


def _since(instant_from: datetime) -> Any:
    """Write a moment as a filter of Stripe's lists."""
    return {"gte": int(instant_from.timestamp())}


def _session_params(order: CheckoutOrder) -> Any:
    """Write an order as Stripe wants it; typed loosely because the library's own type is a maze of literals."""
    carried = {**order.metadata, PAYMENT_KEY: str(order.payment_id), "reference": order.reference}
    price = {
        "currency": CURRENCY,
        "unit_amount": order.amount.rupiah * HUNDREDTHS,
        "product_data": {"name": order.description},
    }
    params = {
        "mode": "payment",
        "locale": "id",
        "line_items": [{"quantity": 1, "price_data": price}],
        "client_reference_id": order.reference,
        "metadata": carried,
        "payment_intent_data": {"metadata": carried, "description": f"{order.reference} {order.description}"},
        "success_url": order.success_url,
        "cancel_url": order.cancel_url,
    }
    return params if order.email is None else {**params, "customer_email": order.email}


def _is_signed(payload: bytes, header: str, secret: str) -> bool:
    """Give whether this secret vouches for these bytes; any trouble means no."""
    try:
        return bool(stripe.WebhookSignature.verify_header(payload, header, secret, tolerance=None))
    except Exception:  # noqa: BLE001 the library raises TypeError, UnicodeError and more on hostile input
        return False


@contextmanager
def _asking(*, refused: type[Refusal], unavailable: type[ProviderUnavailable] = ProviderUnavailable) -> Iterator[None]:
    """Turn the library's errors, and answers of no known shape, into refusals; `refused` is what a plain no means."""
    try:
        yield
    except Refusal:
        raise
    except stripe.IdempotencyError as wrong:
        raise OrderChanged from wrong
    except stripe.InvalidRequestError as wrong:
        raise _plain_no(wrong, refused) from wrong
    except stripe.StripeError as wrong:
        raise unavailable from wrong
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as wrong:
        raise unavailable from wrong


def _plain_no(wrong: stripe.InvalidRequestError, refused: type[Refusal]) -> Refusal:
    """Tell a sum Stripe won't take from a request it doesn't understand, which is our fault and not the payer's."""
    if refused is AmountNotPayable and wrong.code not in _AMOUNT_CODES:
        return PageUnavailable()
    return refused()
