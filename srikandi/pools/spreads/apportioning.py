"""Largest remainder: whole places in proportion to those who wait."""

from __future__ import annotations

from collections.abc import Mapping


def apportion(places: int, waiting: Mapping[str, int]) -> dict[str, int]:
    """Give each group its places: the whole part of its quota, and one more to the largest remainders.

    They add up to `places`, each is less than one away from its quota, and none has more than wait there. Where
    remainders are equal, the group with more people comes first, then the lower code. Whoever asks for more places than
    people wait gets one for each of them.
    """
    everybody = sum(waiting.values())
    places = min(places, everybody)
    given, remainders = dict[str, int](), dict[str, int]()
    for code, people in waiting.items():
        given[code], remainders[code] = divmod(places * people, everybody) if everybody else (0, 0)
    left = places - sum(given.values())
    for code in sorted(waiting, key=lambda code: (-remainders[code], -waiting[code], code))[:left]:
        given[code] += 1
    return given
