"""Companies tell what their promises did; the forum reviews it."""

from __future__ import annotations

from datetime import datetime

from srikandi.cli.demo.deeds.stage import Stage


def report(stage: Stage, box: str, *, at: datetime, is_approved: bool) -> None:
    """Let a company sign its report, and the forum approve it or not yet."""
