"""What this system asks of a payment provider and what it gets back, shaped by our need and not by anyone's API."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from srikandi.money import Money


class CheckoutStatus(StrEnum):
    """Where a hosted payment page stands: still open, paid, or over without money."""

    UNPAID = "unpaid"
    PAID = "paid"
    EXPIRED = "expired"


class RefundStatus(StrEnum):
    """Where a refund stands at the provider."""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class DisputeState(StrEnum):
    """Where a dispute stands at the provider; an inquiry takes no money."""

    INQUIRY = "inquiry"
    OPEN = "open"
    WON = "won"
    LOST = "lost"


class PayoutState(StrEnum):
    """Where a payout stands at the provider."""

    ON_THE_WAY = "on_the_way"
    PAID = "paid"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CheckoutOrder:
    """What somebody is about to pay, with the addresses they come back to.

    `payment_id` is our own row, written before the provider is asked: it makes the idempotency key, so asking twice
    opens one page. `{CHECKOUT_SESSION_ID}` in `success_url` becomes the provider's reference.
    """

    payment_id: int
    reference: str
    amount: Money
    description: str
    success_url: str
    cancel_url: str
    email: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckoutLink:
    """The payment page the payer is sent to."""

    provider_reference: str
    url: str
    expires_at: datetime
    livemode: bool


@dataclass(frozen=True, slots=True)
class DisputeSeen:
    """What the provider says about a dispute; its money is told by what moved, never by its word alone."""

    provider_reference: str
    state: DisputeState
    taken: Money
    """What the provider took back from us."""
    returned: Money
    """Of that, what it gave back since."""
    fee: Money
    reason: str
    opened_at: datetime
    answer_until_at: datetime | None = None
    returned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PaymentSeen:
    """What the provider itself says about a payment when asked: the only ground on which money is booked.

    `amount`, `refunded` and `fee` are None where whole rupiah cannot say them (another currency, sen, not yet known);
    `amount_minor` and `currency` always tell what came. A fee with sen is rounded up to the rupiah.
    """

    provider_reference: str
    payment_id: int | None
    status: CheckoutStatus
    amount: Money | None
    amount_minor: int
    currency: str
    livemode: bool
    payment_intent: str | None = None
    charge: str | None = None
    fee: Money | None = None
    refunded: Money | None = None
    disputed: bool = False
    paid_at: datetime | None = None
    disputes: tuple[DisputeSeen, ...] = ()
    refunds: tuple[RefundSeen, ...] = ()
    """Everything that went back of it, or tries to, oldest first."""

    @property
    def is_rupiah(self) -> bool:
        """Is this a whole number of rupiah, so that the book can hold it?"""
        return self.amount is not None


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """Money that goes back the way it came. `refund_id` is our own row and makes the idempotency key."""

    refund_id: int
    payment_intent: str
    amount: Money


@dataclass(frozen=True, slots=True)
class RefundSeen:
    """What the provider says about a refund. `refund_id` is our own row; none: it was made at the provider's desk."""

    provider_reference: str
    status: RefundStatus
    amount: Money | None
    currency: str
    livemode: bool
    refund_id: int | None = None
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MovementSeen:
    """One movement of the balance at the provider that a payout settles, in hundredths of a rupiah."""

    provider_reference: str
    kind: str
    source: str | None
    payment_intent: str | None
    amount_sen: int
    fee_sen: int
    net_sen: int


@dataclass(frozen=True, slots=True)
class PayoutSeen:
    """What the provider says about money it sent to the bank, and which movements that settles."""

    provider_reference: str
    state: PayoutState
    amount_sen: int
    currency: str
    livemode: bool
    sent_at: datetime
    arrives_on: date
    failure: str | None = None
    movements: tuple[MovementSeen, ...] = ()
    """None of them where the provider does not break a payout down."""


@dataclass(frozen=True, slots=True)
class VerifiedEvent:
    """A notice that truly comes from the provider. It says where to look; what is booked is read back from the API.

    `payment_intent` and `payment_id` are None where the notice is about something else (a payout).
    """

    event_id: str
    kind: str
    livemode: bool
    occurred_at: datetime
    object_id: str
    object_kind: str
    payment_intent: str | None
    payment_id: int | None
    body: dict[str, Any]


class CheckoutProvider(Protocol):
    """A provider that shows a payment page of its own; `is_live` says whether it moves real money."""

    @property
    def is_live(self) -> bool:
        """Does real money move?"""
        ...

    def begin(self, order: CheckoutOrder) -> CheckoutLink:
        """Open a payment page. Raises: PageUnavailable, AmountNotPayable, OrderChanged."""

    def read(self, provider_reference: str) -> PaymentSeen:
        """Ask what became of a payment. Raises: ProviderUnavailable, UnknownAtProvider."""

    def refund(self, order: RefundOrder) -> RefundSeen:
        """Send money back. Raises: ProviderUnavailable, RefundNotPossible, OrderChanged."""

    def refunds_of(self, payment_intent: str) -> tuple[RefundSeen, ...]:
        """Ask for every refund of a payment, oldest first. Raises: ProviderUnavailable, UnknownAtProvider."""

    def verify_webhook(self, payload: bytes, signature: str | None, *, now: datetime) -> VerifiedEvent:
        """Read a notice that came over the network. Raises: WebhookRefused."""

    def read_payout(self, provider_reference: str) -> PayoutSeen:
        """Ask what became of a payout, and what it settles. Raises: ProviderUnavailable, UnknownAtProvider."""

    def events_since(self, instant_from: datetime) -> list[VerifiedEvent]:
        """Ask for everything that happened since, oldest first. Raises: ProviderUnavailable."""

    def pages_since(self, instant_from: datetime) -> Iterator[PaymentSeen]:
        """Ask for every payment page opened since, newest first. Raises: ProviderUnavailable."""

    def disputes_since(self, instant_from: datetime) -> list[str]:
        """Ask which payments were disputed since, by their payment intents. Raises: ProviderUnavailable."""

    def payouts_since(self, instant_from: datetime) -> list[str]:
        """Ask which payouts were made since, oldest first. Raises: ProviderUnavailable."""
