"""What the texts of one payment say: the bill it is for, or why nobody can be sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from srikandi.money import SEN
from srikandi.payments.references import SIGNS, PaymentReference, Sighting, find_references
from srikandi.payments.statements.matching.bills import BillIndex
from srikandi.payments.statements.matching.decisions import Bill, Candidate, Code, Reason
from srikandi.signs import are_signs

_VA = re.compile(r"(?<!\d)\d{16}(?!\d)")
_GROUPED_VA = re.compile(r"(?<!\d)(\d{4})[ .-](\d{4})[ .-](\d{4})[ .-](\d{4})(?!\d)")
_SHORTEST_START = 2
_MOST_CANDIDATES = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """One payment read: the bill it names, or a code and the bills it may have meant."""

    bill: Bill | None = None
    code: Code | None = None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class _Damage:
    code: Code
    bills: tuple[Bill, ...] = ()
    reason: Reason | None = None


@dataclass(frozen=True)
class _Seen:
    """What else one payment shows, beside codes: names and a sum, and the bills they may point to."""

    texts: Sequence[str]
    sender: str | None
    amount_sen: int
    bills: BillIndex

    @cached_property
    def named(self) -> list[Bill]:
        """Give the bills of the companies that are named."""
        is_apart = self.sender is not None and self.sender not in self.texts[0:1]
        return self.bills.named([*self.texts, *([self.sender] if is_apart and self.sender else [])])

    def offer(self, bills: Sequence[Bill], *reasons: Reason) -> tuple[Candidate, ...]:
        """Offer bills, each with all that points to it; one that name and sum point to comes before the others."""
        names = {bill.reference for bill in self.named} if bills else set()
        found = [Candidate(bill.reference, (*reasons, *self._points_to(bill, names))) for bill in bills]
        by_weight = sorted(found, key=lambda one: (Reason.SAME_COMPANY not in one.reasons, -len(one.reasons)))
        return tuple(by_weight[:_MOST_CANDIDATES])

    def _points_to(self, bill: Bill, names: set[PaymentReference]) -> Iterator[Reason]:
        if bill.amount_rupiah * SEN == self.amount_sen:
            yield Reason.SAME_AMOUNT
        if bill.reference in names:
            yield Reason.SAME_COMPANY


_WORST_LAST = (Code.REF_CHECK_FAILED, Code.REF_CUT, Code.REF_UNKNOWN)


def read_payment(texts: Sequence[str], sender: str | None, amount_sen: int, *, bills: BillIndex) -> Reading:
    """Give the bill a payment is for; when that is not certain, what is wrong and which bills to suggest."""
    seen = _Seen(texts, sender, amount_sen, bills)
    sightings = find_references(*texts).sightings
    hits = _exact(sightings, bills)
    damages = [damage for one in sightings if (damage := _damage(one, hits, bills)) is not None]
    if hits:
        second = [bill for damage in damages for bill in damage.bills if bill not in hits]
        every = list(dict.fromkeys((*hits, *second)))
        if len(every) == 1:
            return Reading(bill=every[0])
        return Reading(code=Code.REF_SEVERAL, candidates=seen.offer(every, Reason.WRITTEN))
    paid_to = _by_va(texts, bills)
    if len(paid_to) == 1:
        return Reading(bill=paid_to[0], code=Code.VIA_VA)
    if len(paid_to) > 1:
        return Reading(code=Code.REF_SEVERAL, candidates=seen.offer(paid_to, Reason.WRITTEN))
    if not damages:
        return Reading(code=Code.REF_NONE, candidates=_by_payer(seen))
    worst = min(damages, key=lambda damage: (not damage.bills, _WORST_LAST.index(damage.code)))
    return Reading(code=worst.code, candidates=_candidates(worst, seen))


def _exact(sightings: Sequence[Sighting], bills: BillIndex) -> list[Bill]:
    found = (bills.by_signs.get(one.signs[:SIGNS]) for one in sightings if one.reference is not None)
    return list(dict.fromkeys(bill for bill in found if bill is not None))


def _damage(seen: Sighting, hits: Sequence[Bill], bills: BillIndex) -> _Damage | None:
    """Say what is wrong with a code that is not one of ours as it stands; None where no code was meant."""
    if seen.signs[:SIGNS] in bills.by_signs:
        return None
    damage = _unknown(seen) or _mistyped(seen, bills) or _odd(seen) or _cut(seen, bills)
    if damage is None or (hits and set(damage.bills) <= set(hits)):
        return None
    return damage


def _mistyped(seen: Sighting, bills: BillIndex) -> _Damage | None:
    together = seen.signs[: seen.together]
    if len(together) < SIGNS - 1 or bills.starting(together):
        return None
    tried = [together[:SIGNS], together] if SIGNS + 1 in seen.word_ends else [together[:SIGNS]]
    near = tuple(dict.fromkeys(bill for signs in tried for bill in bills.near(signs)))
    return _Damage(Code.REF_CHECK_FAILED, near, Reason.ONE_SIGN_OFF) if near else None


def _unknown(seen: Sighting) -> _Damage | None:
    is_right = seen.stands and seen.is_complete and seen.reference is not None
    return _Damage(Code.REF_UNKNOWN) if is_right else None


def _odd(seen: Sighting) -> _Damage | None:
    """Say what is wrong with eight signs that resemble no bill; followed by more, they count only when unbroken."""
    if not seen.stands:
        return None
    is_unbroken = seen.together >= SIGNS and min(seen.word_ends, default=SIGNS) >= SIGNS
    if seen.reference is not None and is_unbroken:
        return _Damage(Code.REF_UNKNOWN)
    return _Damage(Code.REF_CHECK_FAILED) if seen.is_complete else None


def _cut(seen: Sighting, bills: BillIndex) -> _Damage | None:
    if not seen.stands:
        return None
    for length in sorted((end for end in seen.word_ends if end <= seen.together), reverse=True):
        if length >= _SHORTEST_START and (starting := bills.starting(seen.signs[:length])):
            return _Damage(Code.REF_CUT, tuple(starting), Reason.STARTS_ALIKE)
    is_cut = seen.together < SIGNS and are_signs(seen.signs[: seen.together])
    return _Damage(Code.REF_CUT) if is_cut else None


def _by_va(texts: Sequence[str], bills: BillIndex) -> list[Bill]:
    numbers = {number for text in texts for number in _VA.findall(text)}
    numbers |= {"".join(groups) for text in texts for groups in _GROUPED_VA.findall(text)}
    found = [bills.by_va[number] for number in sorted(numbers) if number in bills.by_va]
    return [owners[0] for owners in found if len(owners) == 1]


def _candidates(damage: _Damage, seen: _Seen) -> tuple[Candidate, ...]:
    if damage.reason is None:
        return _by_payer(seen) if damage.code is Code.REF_CUT else ()
    return seen.offer(damage.bills, damage.reason)


def _by_payer(seen: _Seen) -> tuple[Candidate, ...]:
    both = [bill for bill in seen.named if bill.amount_rupiah * SEN == seen.amount_sen]
    return seen.offer(both or seen.named or seen.bills.by_amount.get(seen.amount_sen, []))
