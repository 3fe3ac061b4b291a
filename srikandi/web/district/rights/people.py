"""The names of officers."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from srikandi.database import current_session
from srikandi.users import User


def names_of(user_ids: Iterable[int | None]) -> dict[int, str]:
    """Give the names of these people by number."""
    asked = select(User.id, User.name).where(User.id.in_({one for one in user_ids if one is not None}))
    return {row[0]: row[1] for row in current_session().execute(asked)}
