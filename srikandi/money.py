"""Whole rupiah, and how they are written.

The book holds whole rupiah. A `Money` is added only to a `Money`, multiplied only by a whole number, and never meets
a float.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from lokal import terbilang

from srikandi.errors import Invalid

LARGEST = 10**15
SEN = 100
"""Sen in a rupiah."""
_TYPED = re.compile(r"(?:rp\.?\s*)?(?:(\d{1,3}(?:\.\d{3})+|\d+)(?:,00)?|(\d{1,3}(?:,\d{3})+)(?:\.00)?)", re.IGNORECASE)


class NotAnAmount(Invalid):
    """What was typed is not a sum of rupiah."""

    message = "Tulis jumlah rupiah seperti 1.134.000."


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """A sum of whole rupiah, possibly negative."""

    rupiah: int

    def __post_init__(self) -> None:
        """Refuse what is not a whole number within a million billion rupiah."""
        if type(self.rupiah) is not int:
            raise TypeError(f"rupiah are whole numbers, not {type(self.rupiah).__name__}")
        if abs(self.rupiah) > LARGEST:
            raise NotAnAmount(LARGEST_MESSAGE)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what people type: `1.134.000`, `Rp1.134.000`, `1,134,000`, `1134000`. Raises: NotAnAmount."""
        found = _TYPED.fullmatch(text.strip())
        written = (found[1] or found[2]) if found else ""
        if not written or len(written) > len(f"{LARGEST:,}"):
            raise NotAnAmount
        return cls(int(re.sub(r"[.,]", "", written)))

    def __str__(self) -> str:
        """Give `Rp37.800`; a negative sum stands in brackets as accountants write it."""
        written = f"Rp{abs(self.rupiah):,}".replace(",", ".")
        return f"({written})" if self.rupiah < 0 else written

    def __bool__(self) -> bool:
        """Is there any money at all?"""
        return self.rupiah != 0

    def __add__(self, other: Money) -> Money:
        """Add a sum of rupiah."""
        return Money(self.rupiah + other.rupiah) if isinstance(other, Money) else NotImplemented

    def __sub__(self, other: Money) -> Money:
        """Take a sum of rupiah away."""
        return Money(self.rupiah - other.rupiah) if isinstance(other, Money) else NotImplemented

    def __mul__(self, times: int) -> Money:
        """Multiply by a whole number."""
        return Money(self.rupiah * times) if type(times) is int else NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other: Money) -> int:
        """How many times the other sum fits in this one."""
        return self.rupiah // other.rupiah if isinstance(other, Money) else NotImplemented

    def __neg__(self) -> Money:
        """Give the opposite sum."""
        return Money(-self.rupiah)

    def in_words(self) -> str:
        """Give the terbilang: `tiga puluh tujuh ribu delapan ratus rupiah`."""
        return f"{terbilang(self.rupiah)} rupiah"


@dataclass(frozen=True, slots=True)
class Sen:
    """A sum in sen as banks state it; the book holds whole rupiah."""

    sen: int

    def __str__(self) -> str:
        """Give `Rp37.800,50`, sen only where there are any; a negative sum stands in brackets."""
        size, rest = divmod(abs(self.sen), SEN)
        written = f"{Money(size)},{rest:02d}" if rest else str(Money(size))
        return f"({written})" if self.sen < 0 else written


LARGEST_MESSAGE = "Jumlah ini terlalu besar untuk dibukukan."
ZERO = Money(0)


def total(sums: list[Money] | tuple[Money, ...]) -> Money:
    """Add sums of rupiah; none at all is zero."""
    return Money(sum(one.rupiah for one in sums))
