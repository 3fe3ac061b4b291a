"""The doors, how often each may be tried, and counting it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, IPv6Network, ip_address

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.database import index_of
from srikandi.throttles.models import CountedTry
from srikandi.throttles.refusals import TooOften

NETWORK_BITS = 64
"""What one household or office is given of IPv6: it can change every sign behind it at will."""


class Gate(StrEnum):
    """What is tried."""

    ACCOUNT = "account"
    """A wrong password or second factor, by the account it was for."""
    SIGN_IN = "sign_in"
    """The same, by address."""
    PLACE = "place"
    """A code of a place in the order that was typed and is none."""
    CODE = "code"
    """A code of a card or complaint that was typed and is none."""
    LINK = "link"
    """A link to a card or complaint that leads nowhere."""
    COMPLAINT = "complaint"
    """A complaint that was handed in."""
    NOMINATION = "nomination"
    """Somebody who was named, by address."""
    POSTER = "poster"
    """The same, by the poster it came through."""
    APPLICATION = "application"
    """A company that asks to take part."""


@dataclass(frozen=True)
class Limit:
    """So many within so long a time; `kind` is what the key of the hash is for."""

    most: int
    window: timedelta
    kind: str


LIMITS: dict[Gate, Limit] = {
    Gate.ACCOUNT: Limit(10, timedelta(minutes=5), "login_account"),
    Gate.SIGN_IN: Limit(10, timedelta(minutes=5), "login_address"),
    Gate.PLACE: Limit(10, timedelta(minutes=5), "place address"),
    Gate.CODE: Limit(10, timedelta(minutes=10), "street"),
    Gate.LINK: Limit(20, timedelta(minutes=10), "street"),
    Gate.COMPLAINT: Limit(10, timedelta(hours=1), "street"),
    Gate.NOMINATION: Limit(20, timedelta(hours=1), "nomination address"),
    Gate.POSTER: Limit(100, timedelta(days=1), "nomination poster"),
    Gate.APPLICATION: Limit(10, timedelta(hours=1), "application address"),
}
"""Wide, because a puskesmas, a village office and many a telephone network show all their people under one address."""
NO_ADDRESS = (Gate.ACCOUNT, Gate.POSTER)
"""Doors whose tries are not counted by address."""


def check(session: Session, gate: Gate, whom: str) -> None:
    """Refuse whoever has tried too often lately. Raises: TooOften."""
    if is_full(session, gate, whom):
        raise TooOften


def is_full(session: Session, gate: Gate, whom: str, *, since: datetime | None = None) -> bool:
    """Tell whether `whom`, an address or what a gate counts by, has tried as often as may be, lately or since then."""
    limit = LIMITS[gate]
    own = CountedTry.gate == gate, CountedTry.mark == _mark(gate, whom)
    began = since or clock.now() - limit.window
    return (session.scalar(select(func.count()).where(*own, CountedTry.at > began)) or 0) >= limit.most


def count(session: Session, gate: Gate, whom: str) -> None:
    """Count a try."""
    session.add(CountedTry(gate=gate, mark=_mark(gate, whom), at=clock.now()))
    session.flush()


def forget_tries(session: Session) -> None:
    """Forget who tried what, once it no longer counts."""
    for gate, limit in LIMITS.items():
        old = delete(CountedTry).where(CountedTry.gate == gate, CountedTry.at <= clock.now() - limit.window)
        session.execute(old, execution_options={"synchronize_session": False})


def _mark(gate: Gate, whom: str) -> bytes:
    if gate is Gate.POSTER:
        return whom.encode()  # a number of ours, which is about nobody
    return index_of(LIMITS[gate].kind, whom if gate in NO_ADDRESS else _network(whom))


def _network(address: str) -> str:
    """Give an IPv6 address's network, and any other address as it is."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(IPv6Network((int(found), NETWORK_BITS), strict=False))
