"""A head somebody kept: the download of the page, the mail to the forum, or a line copied from a paper.

The chain alone can't show that its end was cut off and sealed anew; a head kept elsewhere can.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.errors import Invalid
from srikandi.seals.checks.flaws import Flaw
from srikandi.seals.models import SealBlock

Anchor = dict[int, str]
"""Heads, or their beginnings, by the number of their block."""
LINE = re.compile(
    r"^\s*(?:blok\s+)?(\d+)[\s:\u00b7]+([0-9a-f]{64}|[0-9a-f]{4}(?:-[0-9a-f]{4}){3})\s*$", re.IGNORECASE | re.MULTILINE
)


class AnchorUnreadable(Invalid):
    """There is no head in this file."""

    message = "Berkas jangkar ini tidak berisi kepala segel."


def read_anchor(content: str) -> Anchor:
    """Give the heads in a file: JSON, or any text with lines such as `12 8f3a…`. Raises: AnchorUnreadable."""
    try:
        found = _from_json(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError):
        found = {int(number): head.replace("-", "").lower() for number, head in LINE.findall(content)}
    if not found:
        raise AnchorUnreadable
    return found


def _from_json(content: dict[str, Any]) -> Anchor:
    return {int(one["number"]): str(one["head"]).lower() for one in content["blocks"]}


def against(session: Session, anchor: Anchor) -> Iterator[Flaw]:
    """Name the blocks whose head is not the one that was kept, and those that are gone."""
    asked = select(SealBlock.number, SealBlock.head).where(SealBlock.number.in_(list(anchor)))
    heads = {number: head.hex() for number, head in session.execute(asked)}
    for number, kept in sorted(anchor.items()):
        if number not in heads:
            yield Flaw(f"seal_block/{number}", f"Blok {number} pernah diumumkan, tetapi tidak ada lagi di basis data.")
        elif not heads[number].startswith(kept):
            yield Flaw(
                f"seal_block/{number}", f"Kepala blok {number} bukan yang pernah diumumkan; rantai dibuat ulang."
            )
