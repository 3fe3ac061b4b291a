"""Who acts: a person in one of their roles, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Actor:
    """A person in the role they work in now, with what that role may see.

    Row scope is decided from these facts alone: districts, the own organisation, the own village.
    """

    user_id: int | None
    name: str
    role: str
    district_ids: tuple[int, ...] = ()
    organisation_id: int | None = None
    village_code: str | None = None
    permissions: frozenset[str] = frozenset()
    request_id: str | None = None

    @classmethod
    def system(cls, name: str, *, district_ids: tuple[int, ...] = ()) -> Self:
        """Give the actor of work nobody clicked: a sweep, a webhook, a command."""
        return cls(user_id=None, name=name, role="system", district_ids=district_ids)

    @property
    def district_id(self) -> int:
        """The one district of a role that belongs to one."""
        return self.district_ids[0]

    def may(self, permission: str) -> bool:
        """Has this role the right?"""
        return permission in self.permissions
