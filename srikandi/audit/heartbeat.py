"""The worker's sign of life: a row it renews, so that a silent worker is noticed."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Mapped, Session, mapped_column

from srikandi.clock import now
from srikandi.database import Model

PATIENCE = timedelta(seconds=150)


class Heartbeat(Model):
    """When something that runs by itself last said that it runs."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def beat(session: Session, name: str) -> None:
    """Say that this runs."""
    session.merge(Heartbeat(name=name, at=now()))


def is_alive(session: Session, name: str) -> bool:
    """Has it said so lately?"""
    last = session.get(Heartbeat, name)
    return last is not None and now() - last.at < PATIENCE
