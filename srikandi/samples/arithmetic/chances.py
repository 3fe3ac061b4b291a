"""What a sample can find and what it leaves open, in whole numbers: nothing is rounded in our favour.

scipy would give the same bound with 60 MB more; a sum of at most 299 binomial terms, compared as whole numbers, is
exact and short.
"""

from __future__ import annotations

from math import comb

MILLION = 1_000_000
CERTAIN = 20
"""One in twenty may go wrong: 95 %."""


def size_for(share: int) -> int:
    """Give how many it takes to meet at least one wrong with 95 % certainty when this share (millionths) is wrong.

    (1 - p)^n <= 5 %: 59 for 5 %, 149 for 2 %, 299 for 1 %.
    """
    size, right, whole = 1, MILLION - share, MILLION
    while CERTAIN * right > whole:
        size, right, whole = size + 1, right * (MILLION - share), whole * MILLION
    return size


def least_found(size: int, population: int) -> int:
    """Give how many of a list must be wrong so that a sample meets at least one of them with 95 % certainty."""
    if size >= population:
        return 1
    low, high = 1, population - size + 1
    while low < high:
        middle = (low + high) // 2
        if CERTAIN * comb(population - middle, size) <= comb(population, size):
            high = middle
        else:
            low = middle + 1
    return low


def upper_bound(wrong: int, size: int, *, population: int) -> int:
    """Give the share, in millionths, that with 95 % certainty is not exceeded: Clopper and Pearson, rounded up.

    Who has looked at everybody knows the share itself.
    """
    if size >= population:
        return -(-MILLION * wrong // size)
    low, high = MILLION * wrong // size, MILLION
    while low < high:
        middle = (low + high) // 2
        if _is_unlikely(wrong, size, middle):
            high = middle
        else:
            low = middle + 1
    return low


def _is_unlikely(wrong: int, size: int, share: int) -> bool:
    """Would so few wrong ones be met at most one time in twenty, if this share were wrong?"""
    so_few: int = sum(comb(size, met) * share**met * (MILLION - share) ** (size - met) for met in range(wrong + 1))
    certainly: int = MILLION**size
    return CERTAIN * so_few <= certainly
