"""The worker has a timetable it can start with."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask

from srikandi.cli.work import timetable


def test_every_group_of_sweeps_is_in_the_timetable_at_its_minute() -> None:
    queue = timetable(Flask("a timetable asks its app nothing"))

    at_the_ten = [task.name for task in queue.read_periodic(datetime(2026, 1, 5, 8, 20, tzinfo=UTC))]
    between = [task.name for task in queue.read_periodic(datetime(2026, 1, 5, 8, 21, tzinfo=UTC))]

    assert (sorted(at_the_ten), between) == (["every_minute", "every_ten_minutes"], ["every_minute"])
