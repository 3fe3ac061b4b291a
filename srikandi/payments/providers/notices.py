"""Reading a provider's notice without trusting it: the header that vouches for it, and the event inside.

Whatever is wrong comes out as `WebhookRefused` with the flaw. Signatures themselves are compared in `stripe.py`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from srikandi.payments.providers.ports import VerifiedEvent
from srikandi.payments.providers.refusals import WebhookFlaw, WebhookRefused

LARGEST_BODY = 512 * 1024
TOLERANCE = timedelta(seconds=300)
PAYMENT_KEY = "srikandi_payment"
REFUND_KEY = "srikandi_refund"
_LONGEST_HEADER = 4_096
_MOST_SIGNATURES = 16
_MOMENT = re.compile(r"t=(\d{1,12})", re.ASCII)
_SIGNATURE = re.compile(r"v1=[0-9a-f]{64}", re.ASCII)
_ID = re.compile(r"[a-z]{2,12}_[A-Za-z0-9_]{1,240}", re.ASCII)
_KIND = re.compile(r"[a-z0-9_]{1,60}(?:\.[a-z0-9_]{1,60}){0,5}", re.ASCII)
_ROW = re.compile(r"[1-9]\d{0,17}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Vouching:
    """What a signature header says: one moment, and the signatures of the scheme we know."""

    moment: int
    header: str


def vouching(payload: bytes, signature: str | None) -> Vouching:
    """Read the header of a notice of bearable size, written anew in its plainest form. Raises: WebhookRefused."""
    if len(payload) > LARGEST_BODY:
        raise WebhookRefused(WebhookFlaw.TOO_LARGE)
    if not signature:
        raise WebhookRefused(WebhookFlaw.NO_SIGNATURE)
    parts = [part.strip() for part in signature.split(",")] if len(signature) <= _LONGEST_HEADER else []
    moments = [found[1] for part in parts if (found := _MOMENT.fullmatch(part))]
    signatures = [part for part in parts if _SIGNATURE.fullmatch(part)]
    if len(moments) != 1 or not 1 <= len(signatures) <= _MOST_SIGNATURES:
        raise WebhookRefused(WebhookFlaw.BAD_SIGNATURE)
    return Vouching(int(moments[0]), ",".join([f"t={int(moments[0])}", *signatures]))


def check_moment(moment: int, now: datetime) -> None:
    """Refuse what was signed more than five minutes from now, either way. Raises: WebhookRefused."""
    apart = now.timestamp() - moment
    if apart > TOLERANCE.total_seconds():
        raise WebhookRefused(WebhookFlaw.TOO_OLD)
    if apart < -TOLERANCE.total_seconds():
        raise WebhookRefused(WebhookFlaw.FROM_THE_FUTURE)


def signed_event(payload: bytes) -> VerifiedEvent:
    """Read the event of a notice whose signature was found good. Raises: WebhookRefused."""
    try:
        return one_event(json.loads(payload, parse_constant=_no_constant))
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as wrong:
        raise WebhookRefused(WebhookFlaw.UNREADABLE) from wrong


def one_event(body: Any) -> VerifiedEvent:
    """Read an event object. Raises: ValueError, TypeError or KeyError when it isn't one."""
    if not isinstance(body, dict) or body.get("object") != "event":
        raise ValueError("not an event")
    subject = body["data"]["object"]
    if not isinstance(subject, dict) or type(body["livemode"]) is not bool or type(body["created"]) is not int:
        raise TypeError("an event without a subject, a mode or a moment")
    kind = subject["object"]
    intent = subject["id"] if kind == "payment_intent" else subject.get("payment_intent")
    return VerifiedEvent(
        event_id=_matching(_ID, body["id"]),
        kind=_matching(_KIND, body["type"]),
        livemode=body["livemode"],
        occurred_at=instant(body["created"]),
        object_id=_matching(_ID, subject["id"]),
        object_kind=_matching(_KIND, kind),
        payment_intent=None if intent is None else _matching(_ID, intent),
        payment_id=payment_row(subject.get("metadata")),
        body=body,
    )


def payment_row(metadata: Any) -> int | None:
    """Give the id of our own payment that an object carries, if it carries one."""
    return own_row(metadata, PAYMENT_KEY)


def own_row(metadata: Any, key: str) -> int | None:
    """Give the id of the row of ours that an object carries under a key, if it carries one."""
    found = metadata.get(key) if isinstance(metadata, dict) else None
    return int(found) if isinstance(found, str) and _ROW.fullmatch(found) else None


def instant(seconds: int) -> datetime:
    """Give an instant of Stripe's. Raises: ValueError when no calendar has it."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError) as wrong:
        raise ValueError("no such moment") from wrong


def _matching(pattern: re.Pattern[str], given: Any) -> str:
    """Give a text of the right shape. Raises: ValueError, TypeError."""
    if pattern.fullmatch(given) is None:
        raise ValueError("a word of an unknown shape")
    return str(given)


def _no_constant(_name: str) -> None:
    """Refuse NaN and Infinity, which JSON doesn't have and databases choke on."""
    raise ValueError("not a number of JSON")
