"""What is handed to the book, and the form in which its content is hashed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache

from srikandi.ledger.chart import AccountKind
from srikandi.money import Money

VERSION = "v1"


@dataclass(frozen=True, order=True)
class AccountKey:
    """Which account: its kind, and whose it is. `party_id` is who pays, `contract_id` what the money is promised to."""

    kind: AccountKind
    district_id: int
    party_id: int | None = None
    contract_id: int | None = None

    @cached_property
    def code(self) -> str:
        """The account's code, `7/payer_funds/12/34`; a dash stands for nobody."""
        return f"{self.district_id}/{self.kind}/{self.party_id or '-'}/{self.contract_id or '-'}"

    @classmethod
    def of(cls, code: str) -> AccountKey:
        """Give the account a code names."""
        district, kind, party, contract = code.split("/")
        owners = (None if word == "-" else int(word) for word in (party, contract))
        return cls(AccountKind(kind), int(district), *owners)


@dataclass(frozen=True)
class Arrow:
    """Money moved: `debit` is where it went, `credit` where it came from."""

    debit: AccountKey
    credit: AccountKey
    amount: Money

    def __post_init__(self) -> None:
        """Refuse an arrow that moves nothing; whoever draws one has miscounted."""
        if self.amount.rupiah <= 0:
            raise ValueError(f"an arrow moves a positive amount, not {self.amount}")
        if self.debit == self.credit:
            raise ValueError(f"an arrow joins two accounts, not {self.debit.code} with itself")


@dataclass(frozen=True)
class Entry:
    """One real event to book.

    `reference` names the event (`bank:12:88`, `stripe:pi_3Q`); `document` says where its paper is (`payment/12`). The
    arrows stand in the order in which the money moves: an account is filled before it is drawn upon.
    """

    reference: str
    kind: str
    district_id: int
    memo: str
    occurred_at: datetime
    arrows: tuple[Arrow, ...] | list[Arrow]
    document: str | None = None
    contract_id: int | None = None

    def __post_init__(self) -> None:
        """Refuse accounts of another district: a journal is one district's."""
        touched = (key for arrow in self.arrows for key in (arrow.debit, arrow.credit))
        strangers = [key.code for key in touched if key.district_id != self.district_id]
        if strangers:
            raise ValueError(f"{self.reference} touches accounts of another district: {', '.join(strangers)}")

    @property
    def keys(self) -> set[AccountKey]:
        """Every account it touches."""
        return {key for arrow in self.arrows for key in (arrow.debit, arrow.credit)}


@dataclass(frozen=True)
class Content:
    """What a journal says, apart from who wrote it down and when: the same event twice has the same content."""

    reference: str
    kind: str
    district_id: int
    contract_id: int | None
    document: str | None
    memo: str
    occurred_at: datetime
    reverses_id: int | None
    arrows: tuple[tuple[str, str, Money], ...]
    """Codes of the debited and the credited account, and the amount."""

    @classmethod
    def of(cls, entry: Entry, *, reverses_id: int | None = None) -> Content:
        """Give the content of an entry that is about to be booked."""
        return cls(
            reference=entry.reference,
            kind=entry.kind,
            district_id=entry.district_id,
            contract_id=entry.contract_id,
            document=entry.document,
            memo=entry.memo,
            occurred_at=entry.occurred_at,
            reverses_id=reverses_id,
            arrows=tuple((arrow.debit.code, arrow.credit.code, arrow.amount) for arrow in entry.arrows),
        )

    def canonical(self) -> str:
        """Give the hashed text: the stored columns, each behind its length, so that no two contents read alike."""
        head = (self.reference, self.kind, self.district_id, self.contract_id, self.document, self.memo)
        lines = [word for debit, credit, amount in self.arrows for word in (debit, credit, amount.rupiah)]
        return "|".join([VERSION, *map(_word, (*head, _instant(self.occurred_at), self.reverses_id, *lines))])

    def hash(self) -> bytes:
        """Give the SHA-256 of the canonical text."""
        return hashlib.sha256(self.canonical().encode()).digest()


def _word(value: str | int | None) -> str:
    if value is None:
        return "-"
    word = str(value)
    return f"{len(word) if word.isascii() else len(word.encode())}:{word}"


@lru_cache(maxsize=256)
def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


OUTSIDE = ("bank", "stripe", "bpjs")


def outside_name(reference: str) -> str:
    """Give what the world outside calls the thing a reference names; nothing for what only happened in the book.

    A bank's line is named by its account and the bank's own reference: the balance behind it, which tells two equal
    lines apart, is not everybody's to read. A card's and the insurer's names stand as they are.
    """
    source, _, name = reference.partition(":")
    if source not in OUTSIDE:
        return ""
    if source != "bank":
        return name.partition(":")[0]
    account, *line = name.split("|")
    return ", ".join(part for part in (account, *line[2:3]) if part)
