"""What a change says, the hash an approver binds to, and the seal only this installation can make."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime

from srikandi.database import index_of
from srikandi.payments.destinations.models import ChangeKind, DestinationChange
from srikandi.payments.destinations.refusals import AccountWordsMissing, DirectNumberUnfit
from srikandi.payments.qris.reading import read_static

DIRECT = "direct"
DIRECT_DIGITS = 16
ENDING = frozenset({ChangeKind.CLOSE, ChangeKind.DIRECT_END})
OF_DIRECT = frozenset({ChangeKind.DIRECT, ChangeKind.DIRECT_END})


@dataclass(frozen=True)
class Wanted:
    """Where money shall be sent: `account_id` names the account in use that is changed or closed."""

    kind: ChangeKind
    account_id: int | None = None
    bank: str | None = None
    number: str | None = None
    holder: str | None = None
    qris_payload: str | None = None

    def check(self) -> None:
        """Refuse what nobody could pay to. Raises: DirectNumberUnfit, AccountWordsMissing."""
        number = self.number or ""
        if self.kind is ChangeKind.DIRECT and not (len(number) == DIRECT_DIGITS and _is_digits(number)):
            raise DirectNumberUnfit(field="number")
        words = (self.holder,) if self.kind in OF_DIRECT else (self.bank, self.holder)
        if self.qris_payload:
            read_static(self.qris_payload)
        if self.kind not in ENDING and not (all(words) and _is_digits(number)):
            raise AccountWordsMissing(field="number")

    @property
    def subject(self) -> str:
        """What it is about: one open change of each at a time."""
        if self.kind in OF_DIRECT:
            return DIRECT
        return f"account/{self.account_id}" if self.account_id else f"{self.bank}/{self.number}"


def hash_of(change: DestinationChange) -> str:
    """Give the SHA-256 of what a change says and who says it."""
    said = (
        change.kind.value,
        change.district_id,
        change.account_id,
        change.bank,
        change.number,
        change.holder,
        change.qris_payload,
        change.reason,
        change.proposed_by,
        change.is_founding,
    )
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def seal_of(change: DestinationChange) -> bytes:
    """Give the keyed hash of a change as it stands: content, approval, waiting time, effect."""
    moments = (change.approved_at, change.takes_effect_at, change.effective_at)
    said = (
        change.status.value,
        hash_of(change),
        change.approved_by,
        *(_instant(moment) for moment in moments),
        change.result_id,
    )
    return index_of("destination", json.dumps(said))


def is_sealed(change: DestinationChange) -> bool:
    """Does the change still say what was sealed?"""
    is_same = hmac.compare_digest(change.seal or b"", seal_of(change))
    return is_same and hash_of(change) == change.content_hash


def _instant(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="microseconds")


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()
