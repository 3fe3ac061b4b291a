"""The code a payer writes beside a transfer, and how it is found again in what a bank makes of it.

A reference is `SRK`, seven signs and a check sign. Banks fold, cut and glue their descriptions, so a text is first
packed to its letters and digits; what stood between the signs only helps to tell a cut code from a mistyped one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import Self

from srikandi.errors import Invalid
from srikandi.signs import are_signs, check_sign

PREFIX = "SRK"
SIGNS = 8
_JUNK = re.compile(r"[^A-Z0-9]+")
_OPENING = re.compile(r"S[^A-Z0-9]*R[^A-Z0-9]*K")
_KEPT = re.compile(r"[A-Z0-9]")
_WIDE_GAP = re.compile(r"\s{3,}|\|")
_BLANK = re.compile(r"\s")
_PAYER = re.compile(r"\s(?:PT|CV|UD)\.?\s+[A-Z]{3}")


class NotAReference(Invalid):
    """What was typed is no payment reference, or one of its signs is wrong."""

    message = "Kode bayar ini tidak benar. Tulis seperti SRK-7Q4M-K2HJ."


def pack(text: str) -> str:
    """Give only the letters and digits of a text, in capitals."""
    return _JUNK.sub("", _plain(text))


@dataclass(frozen=True, order=True, slots=True)
class PaymentReference:
    """A payment reference whose check sign is right."""

    signs: str

    def __post_init__(self) -> None:
        """Refuse signs that nobody was ever given."""
        if not _is_right(self.signs):
            raise NotAReference(field="reference")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a reference in any of the ways people write one. Raises: NotAReference."""
        packed = pack(text)
        return cls(packed[len(PREFIX) :] if packed.startswith(PREFIX) and len(packed) > SIGNS else packed)

    @property
    def printed(self) -> str:
        """The way it stands on a bill: `SRK-7Q4M-K2HJ`."""
        return f"{PREFIX}-{self.signs[:4]}-{self.signs[4:]}"

    def __str__(self) -> str:
        """Give the stored form, `SRK7Q4MK2HJ`."""
        return PREFIX + self.signs


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place where a text says `SRK`, and what follows it.

    `signs` are the next nine letters and digits at most, `together` how many of them come before a wide gap or the end,
    `word_ends` after how many of them a blank or such an end follows. `stands` says that no letter is glued before it.
    """

    signs: str
    together: int
    word_ends: tuple[int, ...]
    stands: bool

    @property
    def reference(self) -> PaymentReference | None:
        """The reference these signs make, gaps or not, if the check sign is right."""
        return PaymentReference(self.signs[:SIGNS]) if _is_right(self.signs[:SIGNS]) else None

    @property
    def is_complete(self) -> bool:
        """Eight signs stand together and end with a word, so somebody meant to write a whole code."""
        return self.together >= SIGNS and SIGNS in self.word_ends and are_signs(self.signs[:SIGNS])


@dataclass(frozen=True, slots=True)
class Findings:
    """Every place where some texts seem to name a reference."""

    sightings: tuple[Sighting, ...]

    @property
    def references(self) -> tuple[PaymentReference, ...]:
        """The references that read right, each once, in the order of the text."""
        return tuple(dict.fromkeys(found for one in self.sightings if (found := one.reference) is not None))


def find_references(*texts: str) -> Findings:
    """Look for references in texts that do not continue one another."""
    return Findings(tuple(sighting for text in texts for sighting in _sightings(_plain(text))))


def _is_right(signs: str) -> bool:
    return len(signs) == SIGNS and are_signs(signs) and check_sign(signs[:-1]) == signs[-1]


def _plain(text: str) -> str:
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).upper()


def _sightings(text: str) -> list[Sighting]:
    openings = list(_OPENING.finditer(text))
    starts = {opening.start() for opening in openings}
    found: list[Sighting] = []
    busy_until = 0
    for opening in openings:
        if opening.start() < busy_until:
            continue
        sighting, ends = _sighting(text, opening.start(), opening.end(), starts)
        found.append(sighting)
        if sighting.stands and sighting.reference is not None:
            busy_until = ends
    return found


def _ends_here(text: str, before: int, here: int) -> bool:
    """Does a wide gap, or the name of a company, follow the sign before?"""
    return _WIDE_GAP.search(text, before, here) is not None or _PAYER.match(text, here - 1) is not None


def _sighting(text: str, start: int, end: int, starts: set[int]) -> tuple[Sighting, int]:
    """Read what follows one prefix; give also where its eighth sign ends."""
    at = [kept.start() for kept in islice(_KEPT.finditer(text, end), SIGNS + 2)]
    together, word_ends, before = None, [], end
    for count, here in enumerate([*at, len(text)][: SIGNS + 2]):
        gap = text[before:here]
        is_end = here in starts or here == len(text) or _ends_here(text, before, here)
        if is_end or (gap and (count >= SIGNS or _BLANK.search(gap) is not None)):
            word_ends.append(count)
        if is_end and together is None:
            together = count
        before = here + 1
    signs = "".join(text[here] for here in at[: SIGNS + 1])
    stands = start == 0 or not text[start - 1].isalpha()
    ends = at[min(SIGNS, len(at)) - 1] + 1 if at else end
    return Sighting(signs, len(signs) if together is None else together, tuple(word_ends), stands), ends
