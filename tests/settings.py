"""Settings of a test instance: fixed keys that protect nobody."""

from __future__ import annotations

from pathlib import Path

from srikandi.settings import Keys, Mode, Settings, StripeSettings

KEYS = Keys(field=(("1", b"f" * 32),), index=b"i" * 32, chain=b"c" * 32, signing=b"s" * 32)


def settings_for(database_url: str, folder: Path, *, stripe: StripeSettings | None = None) -> Settings:
    """Give the settings of a demonstration on this database."""
    return Settings(
        mode=Mode.DEMO,
        database_url=database_url,
        secret_key="test-secret-key-of-nobody-at-all-0123456789",
        public_url="http://localhost",
        keys=KEYS,
        instance=folder,
        stripe=stripe,
        testing=True,
    )
