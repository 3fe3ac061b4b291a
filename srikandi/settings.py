"""What an operator decides: one typed object, made once by `config.py` and handed to the application."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Mode(StrEnum):
    """How this instance runs: a demonstration with invented people, or for real."""

    DEMO = "demo"
    PRODUCTION = "production"


@dataclass(frozen=True)
class Keys:
    """The secrets that never stand in the database.

    `field` encrypts identities: the first key id writes, all of them read. `index` finds them again, `chain` seals the
    book, `signing` (an Ed25519 seed) signs what strangers check.
    """

    field: tuple[tuple[str, bytes], ...]
    index: bytes
    chain: bytes
    signing: bytes

    def __repr__(self) -> str:
        """Show nothing of any key."""
        return "Keys(…)"


@dataclass(frozen=True)
class StripeSettings:
    """How card payments reach Stripe, or the simulator of the demonstration."""

    secret_key: str
    webhook_secrets: tuple[str, ...]
    api_base: str | None

    @property
    def is_simulated(self) -> bool:
        """Does another server than Stripe's answer?"""
        return self.api_base is not None

    def __repr__(self) -> str:
        """Show no key."""
        return f"StripeSettings(api_base={self.api_base!r})"


@dataclass(frozen=True)
class Settings:
    """Everything the application knows about where and how it runs."""

    mode: Mode
    database_url: str
    secret_key: str
    public_url: str
    keys: Keys
    instance: Path
    stripe: StripeSettings | None = None
    mail_url: str | None = None
    trusted_hosts: tuple[str, ...] = ()
    trusted_proxies: int = 0
    testing: bool = False

    @property
    def is_demo(self) -> bool:
        """Are the people in here invented?"""
        return self.mode is Mode.DEMO

    @property
    def is_https(self) -> bool:
        """Do people reach this instance over an encrypted connection?"""
        return self.public_url.startswith("https://")

    def __repr__(self) -> str:
        """Show no secret."""
        return f"Settings(mode={self.mode}, public_url={self.public_url!r})"
