"""What a paper says: small frozen facts, kept beside its bytes as JSON that can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from srikandi.clock import Month
from srikandi.documents.minutes import MinutesFacts
from srikandi.ledger import outside_name
from srikandi.money import ZERO, Money, total

DEGREES = frozenset({"dr", "drg", "drh", "drs", "dra", "ir", "prof", "apt", "ns", "sh", "se", "mm", "msi", "mkes"})
"""Academic words before or after a name; religious ones such as H. and Hj. belong to the name."""


@dataclass(frozen=True)
class Signatory:
    """Who signs, in which office."""

    office: str
    name: str


@dataclass(frozen=True)
class Letterhead:
    """Whose paper it is, where it is signed and by whom."""

    government: str
    office: str
    address: str
    contact: str
    seat: str
    signatories: tuple[Signatory, ...] = ()


@dataclass(frozen=True)
class CertificateFacts:
    """What a certificate states: life-months that are paid and confirmed active, nothing else."""

    company: str
    pledge_number: str
    lives: int
    """Different people who were active."""
    life_months: int
    from_month: Month
    to_month: Month
    subdistricts: int
    amount: Money
    """The company's own rupiah in those life-months."""
    shows_amount: bool = True
    co_payers: tuple[str, ...] = ()
    """Who else has paid a share of them."""
    agreement_number: str | None = None
    agreement_on: date | None = None
    lives_promised: int | None = None
    months_promised: int | None = None


@dataclass(frozen=True)
class StatementReceipt:
    """One sum that came, or went back."""

    on: date
    pledge_number: str
    reference: str
    route: str
    amount: Money

    @property
    def said(self) -> str:
        """What the payer's bank, card or receipt calls it."""
        return outside_name(self.reference)


@dataclass(frozen=True)
class StatementPledge:
    """One pledge in the span of a statement."""

    number: str
    agreement_number: str | None
    lives: int
    months: int
    share: Money
    """Of one life-month."""
    promised: Money
    forward: Money
    received: Money
    allocated: Money
    life_months: int
    """Funded in the span, net of what was given back."""
    active: int
    """Confirmed active in months of the span."""
    reserved: Money = ZERO
    """Set aside against arrears in the span, less what came back."""
    in_reserve: Money = ZERO
    """What stands in its reserve at the end, and in months of arrears that are funded and not struck off yet."""
    settled_months: int = 0
    """Months of arrears struck off in the span with this payer's money: no life-months."""
    settled: Money = ZERO

    @property
    def has_reserve(self) -> bool:
        """Does anything move to or stand in its reserve?"""
        return bool(self.reserved or self.in_reserve)

    @property
    def credit(self) -> Money:
        """What stands unallocated at the end."""
        return self.forward + self.received - self.allocated - self.reserved


@dataclass(frozen=True)
class StatementAccount:
    """Where the company is told to pay."""

    bank: str
    number: str
    holder: str


@dataclass(frozen=True)
class StatementFacts:
    """A company's contribution in a span of days: what it had, gave, what became of it, and what is left."""

    company: str
    address: str
    from_on: date
    to_on: date
    pledges: tuple[StatementPledge, ...]
    receipts: tuple[StatementReceipt, ...]
    due: Money = ZERO
    """What fell due in the span."""
    refunded: Money = ZERO
    """What was given back in the span; `received` is less it already."""
    aged: tuple[Money, ...] = ()
    """What is unpaid at the end, by age: not due yet, 1-30, 31-60, 61-90 days, older."""
    pay_to: tuple[StatementAccount, ...] = ()

    @property
    def unpaid(self) -> Money:
        """What is unpaid at the end, of all ages."""
        return total(list(self.aged))

    @property
    def forward(self) -> Money:
        """What stood there before."""
        return self._sum("forward")

    @property
    def received(self) -> Money:
        """What came, less what went back."""
        return self._sum("received")

    @property
    def allocated(self) -> Money:
        """What life-months took, less what they gave back."""
        return self._sum("allocated")

    @property
    def reserved(self) -> Money:
        """What was set aside against arrears, less what came back."""
        return self._sum("reserved")

    @property
    def settled(self) -> Money:
        """What struck arrears off in the span."""
        return self._sum("settled")

    @property
    def in_reserve(self) -> Money:
        """What stands in reserves at the end."""
        return self._sum("in_reserve")

    @property
    def credit(self) -> Money:
        """What is left."""
        return self.forward + self.received - self.allocated - self.reserved

    @property
    def life_months(self) -> int:
        """Life-months funded in the span."""
        return sum(one.life_months for one in self.pledges)

    @property
    def active(self) -> int:
        """Life-months confirmed active."""
        return sum(one.active for one in self.pledges)

    def _sum(self, name: str) -> Money:
        return total([getattr(one, name) for one in self.pledges]) if self.pledges else ZERO


Facts = CertificateFacts | StatementFacts | MinutesFacts


def plain(value: Any) -> Any:
    """Give facts as JSON holds them: rupiah as whole numbers, months and days as words."""
    if isinstance(value, Money):
        return value.rupiah
    if isinstance(value, Month | date):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value


def certificate_of(stored: dict[str, Any]) -> CertificateFacts:
    """Read the facts of a certificate back from what is stored."""
    return CertificateFacts(
        **{
            **stored,
            "amount": Money(stored["amount"]),
            "from_month": Month.parse(stored["from_month"]),
            "to_month": Month.parse(stored["to_month"]),
            "co_payers": tuple(stored["co_payers"]),
            "agreement_on": date.fromisoformat(stored["agreement_on"]) if stored["agreement_on"] else None,
        }
    )


def without_degrees(name: str) -> str:
    """Give a name without academic titles: `Dr. H. Fulan Contoh, S.H., M.Si.` is `H. Fulan Contoh`."""
    words = name.split(",", maxsplit=1)[0].split()
    while words and re.sub(r"\W", "", words[0]).lower() in DEGREES and words[0].endswith("."):
        words = words[1:]
    return " ".join(words) or name


__all__ = [
    "CertificateFacts",
    "Facts",
    "Letterhead",
    "Signatory",
    "StatementAccount",
    "StatementFacts",
    "StatementPledge",
    "StatementReceipt",
    "certificate_of",
    "plain",
    "without_degrees",
]
