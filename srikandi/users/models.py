"""People, what they may do and for how long, and where they are signed in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model, SealedText
from srikandi.users.permissions import Role


class User(Model):
    """One person with one personal account."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    email: Mapped[str] = mapped_column(unique=True)
    """Lower case."""
    name: Mapped[str]
    password_hash: Mapped[str | None]
    """Argon2id; none until the invitation is taken up."""
    totp_seed: Mapped[Any | None] = mapped_column(SealedText("user|totp_seed"))
    totp_last_step: Mapped[int | None]
    """The last time step a code was accepted for: a code works once."""
    skips_second_factor: Mapped[bool] = mapped_column(default=False)
    """Only ever true in a demonstration."""
    language: Mapped[str] = mapped_column(default="id")
    created_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]


class Membership(Model):
    """A person has a role somewhere, until a day."""

    __tablename__ = "membership"
    __table_args__ = (Index(None, "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[Role]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    village_code: Mapped[str | None] = mapped_column(ForeignKey("village.code"))
    until_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]


class Invitation(Model):
    """A link that lets one person set up an account, once, for some days."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    email: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    role: Mapped[Role]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    village_code: Mapped[str | None] = mapped_column(ForeignKey("village.code"))
    until_on: Mapped[date | None]
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class WebSession(Model):
    """One browser in which a person is signed in; ended at once by log-out, role change or an administrator."""

    __tablename__ = "web_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    second_factor_at: Mapped[datetime | None]
    address: Mapped[str]
    browser: Mapped[str]
    ended_at: Mapped[datetime | None]
