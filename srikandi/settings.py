"""What an operator decides: one typed object, made once by `config.py` and handed to the application."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit


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
    chain_id: str = "1"
    signing_id: str = "1"
    former: tuple[tuple[str, str, bytes], ...] = ()
    """Chain and signing keys of before (`chain` or `signing`, id, key): old blocks are checked by them."""

    def ring(self, name: str) -> dict[str, bytes]:
        """Give every `chain` or `signing` key by its id, the one in use first."""
        first = {"chain": (self.chain_id, self.chain), "signing": (self.signing_id, self.signing)}[name]
        return dict([first, *((key_id, key) for kind, key_id, key in self.former if kind == name)])

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


SHORTEST_SECRET = 32
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
Check = tuple[str, bool, str]


def unsafe(settings: Settings) -> list[str]:
    """Name every setting that is not safe for real people and real money, with what to write instead."""
    checks = (*_about_web(settings), *_about_secrets(settings), *_about_database(settings), *_about_money(settings))
    return [f"{name}: {advice}" for name, is_safe, advice in checks if not is_safe]


def _about_web(settings: Settings) -> tuple[Check, ...]:
    host = urlsplit(settings.public_url).hostname or ""
    return (
        ("SRIKANDI_ENV", settings.mode is Mode.PRODUCTION, "write production"),
        ("PUBLIC_URL", settings.is_https, "must begin with https://"),
        ("PUBLIC_URL", "." in host and host not in LOOPBACK, "must be the name people type, not this machine"),
        ("TRUSTED_HOSTS", bool(settings.trusted_hosts), "name the hosts this instance answers for"),
        ("TRUSTED_HOSTS", host in settings.trusted_hosts, "must contain the host of PUBLIC_URL"),
        ("TRUSTED_HOSTS", not any(one[0] in "*." for one in settings.trusted_hosts), "must name each host"),
        ("TRUSTED_PROXIES", settings.trusted_proxies > 0, "say how many proxies stand in front; TLS ends at one"),
        ("MAIL_URL", settings.mail_url is not None, "invitations cannot leave without a mail server"),
        ("MAIL_URL", _is_private_mail(settings.mail_url), "use smtps:// beyond this machine"),
    )


def _is_private_mail(url: str | None) -> bool:
    return url is None or url.startswith("smtps://") or urlsplit(url).hostname in LOOPBACK


def _about_secrets(settings: Settings) -> tuple[Check, ...]:
    keys = settings.keys
    every = [*(key for _, key in keys.field), keys.index, keys.chain, keys.signing, *(one[2] for one in keys.former)]
    return (
        ("SECRET_KEY", len(settings.secret_key) >= SHORTEST_SECRET, f"needs {SHORTEST_SECRET} signs or more"),
        ("SECRET_KEY", len(set(settings.secret_key)) > SHORTEST_SECRET // 4, "is too regular; draw it at random"),
        ("SRIKANDI_KEYS", len(set(every)) == len(every), "every key must be another"),
        ("SRIKANDI_KEYS", all(len(set(key)) > SHORTEST_SECRET // 4 for key in every), "are too regular; draw them"),
        ("SRIKANDI_KEYS", len({name for name, _ in keys.field}) == len(keys.field), "two field keys share an id"),
        ("SRIKANDI_KEYS", _ids_differ(keys), "two chain or signing keys share an id"),
        ("SRIKANDI_KEYS", settings.secret_key.encode() not in every, "must differ from SECRET_KEY"),
    )


def _ids_differ(keys: Keys) -> bool:
    """Can a block name its keys without mistake?"""
    ids = [("chain", keys.chain_id), ("signing", keys.signing_id), *((kind, key_id) for kind, key_id, _ in keys.former)]
    return len(set(ids)) == len(ids)


def _about_database(settings: Settings) -> tuple[Check, ...]:
    url = settings.database_url
    if url.startswith("sqlite"):
        return (("DATABASE_URL", ":memory:" not in url and url != "sqlite://", "a database in memory keeps nothing"),)
    host = urlsplit(url).hostname
    return (
        ("DATABASE_URL", host in (None, *LOOPBACK) or "sslmode=verify-full" in url, "add sslmode=verify-full"),
        ("DATABASE_URL", bool(urlsplit(url).password) or host is None, "needs a password"),
    )


def _about_money(settings: Settings) -> tuple[Check, ...]:
    stripe = settings.stripe
    if stripe is None:
        return ()
    return (
        ("STRIPE_SECRET_KEY", not stripe.secret_key.startswith(("sk_test_", "rk_test_")), "is a test key"),
        ("STRIPE_API_BASE", stripe.api_base is None, "belongs to a demonstration only"),
        ("STRIPE_WEBHOOK_SECRET", bool(stripe.webhook_secrets), "is missing; forged notices could not be told apart"),
    )
