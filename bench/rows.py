"""What a measurement says: a figure, and what it is compared with in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class BenchRow:
    """One line of `script/bench`: rates move with the machine, so the ratio to the baseline is the one to keep."""

    bench: str
    figure: float
    unit: str
    baseline: float | None = None
    ratio: float | None = None

    @classmethod
    def against(cls, bench: str, figure: float, *, unit: str, baseline: float) -> BenchRow:
        """Give a row whose ratio is figure over baseline."""
        return cls(bench, round(figure, 1), unit, round(baseline, 1), round(figure / baseline, 3))

    def as_json(self) -> dict[str, Any]:
        """Give it as JSON shows it."""
        return asdict(self)


def rates(*works: Callable[[int], None], times: int, rounds: int = 7) -> list[float]:
    """Give how often a second each of these works can be done: the median of rounds in which they take turns.

    Each work is called with the number of times it shall do its thing.
    """
    found: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, own in zip(works, found, strict=True):
            start = time.perf_counter()
            work(times)
            own.append(times / (time.perf_counter() - start))
    return [statistics.median(own) for own in found]
