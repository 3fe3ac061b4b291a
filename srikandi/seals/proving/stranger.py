"""Check a proof from Srikandi JKN: `python check_proof.py PROOF.json --public-key HEX`.

This one file needs Python 3.11 and the package `cryptography`, and neither a network nor a database. It believes
only the public key: the signature over each head, the path from every leaf to the root in that head, and what the
leaves say. Exit code 0 when all holds, 1 when it does not, 2 when it was called wrongly.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "srikandi-proof-1"
LEAF_FORM, HEAD_FORM = "srikandi-leaf-1", "srikandi-seal-1"
ACTIVE = "active"
LONGEST_NUMBER = 19
"""Signs of the largest number a book can hold."""
DAMAGED = (KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError, RecursionError, MemoryError)


class NotProved(Exception):
    """The proof does not hold; the message says where it breaks."""


@dataclass(frozen=True)
class Fact:
    """One sealed row that the proof shows: its stream, its number, what it says, and the block that seals it."""

    stream: str
    number: int
    said: dict[str, Any]
    block: int


@dataclass(frozen=True)
class Proved:
    """What is proved: the facts, and in one sentence what they add up to."""

    facts: tuple[Fact, ...]
    heads: dict[int, str]
    claim: dict[str, Any]


def read(text: str) -> Any:
    """Read a proof file as it is handed in. Raises: NotProved, also for what JSON calls a number and no book holds."""
    try:
        return json.loads(text, parse_constant=_no_number, parse_float=_no_number, parse_int=_number)
    except (ValueError, RecursionError, MemoryError) as error:
        raise NotProved("the file is no JSON") from error


def _number(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER + digits.startswith("-"):
        raise NotProved(f"the file holds a number of {len(digits)} signs; no book holds such a number")
    return int(digits)


def _no_number(written: str) -> None:
    raise NotProved(f"the file holds {written[:20]}, where a proof has whole numbers only")


def check(proof: Any, *public_keys: str) -> Proved:
    """Give what a proof shows; each head must be signed with one of these keys. Raises: NotProved."""
    try:
        if proof["format"] != FORMAT:
            raise NotProved(f"the file is no {FORMAT}")
        facts: list[Fact] = []
        heads: dict[int, str] = {}
        for part in proof["parts"]:
            head = _signed_head(part, public_keys)
            heads[head["block"]] = hashlib.sha256(part["head"].encode()).hexdigest()
            facts.extend(_sealed_facts(part, head))
        claim = CLAIMS[proof["kind"]](facts)
    except DAMAGED as error:
        raise NotProved(f"the file is damaged: {type(error).__name__} {str(error)[:80]!a}") from error
    return Proved(tuple(facts), heads, claim)


def _is_signed(part: Any, public_key: str) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(part["signature"]), part["head"].encode())
    except InvalidSignature:
        return False
    return True


def _signed_head(part: Any, public_keys: tuple[str, ...]) -> dict[str, Any]:
    """Give what a head says, once its signature holds."""
    if not any(_is_signed(part, one) for one in public_keys):
        raise NotProved("a head is not signed with this public key")
    lines = part["head"].splitlines()
    if lines[0] != HEAD_FORM:
        raise NotProved(f"the head is no {HEAD_FORM}")
    words = [line.split() for line in lines[1:]]
    extents = {one[0]: dict(pair.split("=") for pair in one[1:]) for one in words if "=" in one[-1]}
    return {"block": next(int(one[1]) for one in words if one[0] == "block"), "extents": extents}


def _sealed_facts(part: Any, head: dict[str, Any]) -> Iterator[Fact]:
    """Give the rows of a part, once their path leads to the root in the head."""
    extent = head["extents"][part["stream"]]
    leaves = {int(one["place"]): one["text"] for one in part["leaves"]}
    if not leaves or len(leaves) != len(part["leaves"]) or not 0 <= min(leaves) <= max(leaves) < int(extent["count"]):
        raise NotProved("a leaf stands twice, or there is none")
    path = iter([bytes.fromhex(one) for one in part["path"]])
    hashes = {place: hashlib.sha256(b"\x00" + text.encode()).digest() for place, text in leaves.items()}
    root = _root(0, int(extent["count"]), sorted(hashes.items()), path)
    if root.hex() != extent["root"] or next(path, None) is not None:
        raise NotProved(f"the path of block {head['block']} does not lead to its root")
    for text in leaves.values():
        title, said, _hidden = text.split("\n")
        form, stream, number = title.split(" ")
        if (form, stream) != (LEAF_FORM, part["stream"]):
            raise NotProved("a leaf is of another kind")
        yield Fact(stream, int(number), read(said), head["block"])


def _root(first: int, end: int, shown: list[tuple[int, bytes]], path: Iterator[bytes]) -> bytes:
    """Give the root over the leaves from `first` up to `end` (RFC 6962), taking from the path what is not shown."""
    if not shown:
        return next(path, b"")
    if end - first == 1:
        return shown[0][1]
    middle = first + (1 << (end - first - 1).bit_length() - 1)
    cut = bisect_left(shown, middle, key=_place)
    left = _root(first, middle, shown[:cut], path)
    return hashlib.sha256(b"\x01" + left + _root(middle, end, shown[cut:], path)).digest()


def _place(one: tuple[int, bytes]) -> int:
    return one[0]


def _payment(facts: list[Fact]) -> dict[str, Any]:
    """A payment is one journal, as its payer may see it; files from before that leaf was made show the whole one."""
    (journal,) = facts
    if journal.stream not in {"receipt", "journal"}:
        raise NotProved("a payment is proved by a journal")
    said = journal.said
    amount = sum(one["amount"] for one in said["transfers"])
    return {"kind": "payment", "journal": journal.number, "reference": said["reference"], "amount": amount}


def _life_months(facts: list[Fact]) -> dict[str, Any]:
    """A count of life-months is as many different seats of one pledge and month, each confirmed active."""
    if {one.stream for one in facts} != {"life_month"} or {one.said["status"] for one in facts} != {ACTIVE}:
        raise NotProved("a leaf is no active life-month")
    places = {(one.said["district_id"], one.said["pledge_id"], one.said["month"]) for one in facts}
    if len(places) != 1:
        raise NotProved("the life-months are of several pledges or months")
    ((district, pledge, month),) = places
    count = len({one.said["seat"] for one in facts})
    return {"kind": "life-months", "district": district, "pledge": pledge, "month": month, "count": count}


CLAIMS = {"payment": _payment, "life-months": _life_months}


def main(words: list[str]) -> int:
    """Check a file and print what it proves."""
    parser = argparse.ArgumentParser(description="Check a proof from Srikandi JKN.")
    parser.add_argument("proof", type=Path)
    parser.add_argument("--public-key", action="append", required=True, metavar="HEX", help="from the page /segel")
    asked = parser.parse_args(words)
    try:
        proved = check(read(asked.proof.read_text("utf-8")), *asked.public_key)
    except OSError as error:
        sys.stdout.write(f"the file cannot be read: {error.strerror}\n")
        return 2
    except (NotProved, UnicodeDecodeError) as error:
        sys.stdout.write(f"NOT PROVED: {error}\n")
        return 1
    for number, head in sorted(proved.heads.items()):
        sys.stdout.write(f"block {number}: {head}\n")
    sys.stdout.write(f"PROVED: {json.dumps(proved.claim)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
