"""`flask config check` names each unsafe setting, and says nothing of a safe instance."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Connection

import config
from srikandi import UnsafeSettings, create_app
from srikandi.cli.config import _unsafe_database
from srikandi.database import current_session
from srikandi.settings import Keys, Mode, Settings, StripeSettings, unsafe
from tests.cli.backups.test_restoring import flask

KEYS = Keys(
    field=(("2", bytes(range(32))), ("1", bytes(range(32, 64)))),
    index=bytes(range(64, 96)),
    chain=bytes(range(96, 128)),
    signing=bytes(range(128, 160)),
)
LIVE = StripeSettings("sk_live_x", ("whsec_x",), None)
SAFE = Settings(
    mode=Mode.PRODUCTION,
    database_url="postgresql+psycopg://srikandi:rahasia@127.0.0.1/srikandi",
    secret_key="0123456789abcdef0123456789abcdef",
    public_url="https://srikandi.bangka.go.id",
    keys=KEYS,
    instance=Path("instance"),
    stripe=LIVE,
    mail_url="smtps://pos:rahasia@pos.bangka.go.id:465",
    trusted_hosts=("srikandi.bangka.go.id",),
    trusted_proxies=1,
)
UNSAFE: dict[str, tuple[Settings, str]] = {
    "a demonstration": (replace(SAFE, mode=Mode.DEMO), "SRIKANDI_ENV"),
    "no encryption": (replace(SAFE, public_url="http://srikandi.bangka.go.id"), "PUBLIC_URL"),
    "this machine's own name": (
        replace(SAFE, public_url="https://localhost", trusted_hosts=("localhost",)),
        "PUBLIC_URL",
    ),
    "any host": (replace(SAFE, trusted_hosts=()), "TRUSTED_HOSTS"),
    "another host": (replace(SAFE, trusted_hosts=("lain.go.id",)), "TRUSTED_HOSTS"),
    "a wildcard host": (replace(SAFE, trusted_hosts=("srikandi.bangka.go.id", "*.go.id")), "TRUSTED_HOSTS"),
    "a host and all under it": (replace(SAFE, trusted_hosts=("srikandi.bangka.go.id", ".go.id")), "TRUSTED_HOSTS"),
    "uncounted proxies": (replace(SAFE, trusted_proxies=0), "TRUSTED_PROXIES"),
    "no mail": (replace(SAFE, mail_url=None), "MAIL_URL"),
    "mail in the open": (replace(SAFE, mail_url="smtp://pos.bangka.go.id:587"), "MAIL_URL"),
    "a short secret": (replace(SAFE, secret_key="0123456789abcdef"), "SECRET_KEY"),
    "a secret of one sign": (replace(SAFE, secret_key="a" * 64), "SECRET_KEY"),
    "one key for two things": (replace(SAFE, keys=replace(KEYS, chain=KEYS.index)), "SRIKANDI_KEYS"),
    "a key of one byte": (replace(SAFE, keys=replace(KEYS, signing=b"s" * 32)), "SRIKANDI_KEYS"),
    "two field keys of one name": (
        replace(SAFE, keys=replace(KEYS, field=(("1", KEYS.field[0][1]), ("1", KEYS.field[1][1])))),
        "SRIKANDI_KEYS",
    ),
    "the cookie's secret as a key": (
        replace(SAFE, keys=replace(KEYS, index=SAFE.secret_key.encode())),
        "SRIKANDI_KEYS",
    ),
    "SQLite in memory": (replace(SAFE, database_url="sqlite:///:memory:"), "DATABASE_URL"),
    "SQLite nowhere": (replace(SAFE, database_url="sqlite://"), "DATABASE_URL"),
    "a far database unproven": (
        replace(SAFE, database_url="postgresql+psycopg://s:rahasia@db1/srikandi?sslmode=require"),
        "DATABASE_URL",
    ),
    "a database without a password": (
        replace(SAFE, database_url="postgresql+psycopg://s@127.0.0.1/srikandi"),
        "DATABASE_URL",
    ),
    "Stripe's test key": (replace(SAFE, stripe=replace(LIVE, secret_key="sk_test_x")), "STRIPE_SECRET_KEY"),
    "another server than Stripe's": (replace(SAFE, stripe=replace(LIVE, api_base="http://x")), "STRIPE_API_BASE"),
    "unsigned notices": (replace(SAFE, stripe=replace(LIVE, webhook_secrets=())), "STRIPE_WEBHOOK_SECRET"),
}
ALSO_SAFE = {
    "as it should be": SAFE,
    "without cards": replace(SAFE, stripe=None),
    "SQLite in a file": replace(SAFE, database_url="sqlite:////srv/srikandi/srikandi.sqlite3"),
    "a far database, proven": replace(SAFE, database_url="postgresql+psycopg://s:r@db1/srikandi?sslmode=verify-full"),
    "a mail server on this machine": replace(SAFE, mail_url="smtp://127.0.0.1:25"),
}


@pytest.mark.parametrize("which", ALSO_SAFE)
def test_a_safe_instance_has_no_findings(which):
    assert unsafe(ALSO_SAFE[which]) == []


@pytest.mark.parametrize("which", UNSAFE)
def test_each_unsafe_setting_is_named(which):
    settings, name = UNSAFE[which]
    assert [finding for finding in unsafe(settings) if finding.startswith(f"{name}: ")], unsafe(settings)


@pytest.mark.parametrize("which", [which for which in UNSAFE if which != "a demonstration"])
def test_production_does_not_start_with_it(which):
    settings, name = UNSAFE[which]
    with pytest.raises(UnsafeSettings, match=name):
        create_app(settings)


def test_findings_show_no_secret():
    said = "\n".join(finding for settings, _ in UNSAFE.values() for finding in unsafe(settings))
    for secret in ("rahasia", "sk_live", "sk_test", "whsec", SAFE.secret_key):
        assert secret not in said


def test_a_demonstration_is_told_what_a_real_instance_would_refuse(app):
    code, said = flask(app, "config", "check")
    assert (code, said["ok"], said["mode"]) == (1, False, "demo")
    assert {finding.split(":")[0] for finding in said["findings"]} >= {"SRIKANDI_ENV", "PUBLIC_URL", "TRUSTED_HOSTS"}


@pytest.fixture
def cluster(postgresql_database):
    postgresql_database.reset()
    with postgresql_database.app.app_context():
        yield current_session().connection()


class Answers:
    """A PostgreSQL that says what it is told to say for one setting."""

    def __init__(self, connection, **said):
        self.dialect, self._connection, self._said = connection.dialect, connection, said

    def execute(self, statement):
        name = str(statement).removeprefix("SHOW ")
        return _Scalar(self._said[name]) if name in self._said else self._connection.execute(statement)


class _Scalar:
    def __init__(self, value):
        self._value = value

    def scalar_one(self):
        return self._value


def found_in(cluster, **said) -> list[str]:
    """Name what the check finds in a cluster that says this of itself."""
    return _unsafe_database(cast("Connection", Answers(cluster, **said)))


GOOD = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "data_checksums": "on"}


def test_a_careful_postgresql_has_no_findings(cluster):
    assert found_in(cluster, **GOOD) == []


@pytest.mark.parametrize("name", GOOD)
def test_a_postgresql_that_loses_rows_is_named(cluster, name):
    found = found_in(cluster, **{**GOOD, name: "off"})
    assert [finding.split(":")[0] for finding in found] == [f"PostgreSQL {name}"]


def test_a_clock_that_differs_is_named(cluster, monkeypatch):
    monkeypatch.setattr("srikandi.cli.config.LARGEST_SKEW_SECONDS", -1)
    assert [one.split(":")[0] for one in found_in(cluster, **GOOD)] == ["clock"]


# --- what config.py makes of an environment ---------------------------------------------------------------------------


def _key(name: str, text: str = "k" * 32) -> str:
    return f"{name}:1:{base64.b64encode(text.encode()).decode()}"


WHOLE = ";".join(_key(name) for name in config.KEY_NAMES)
WRONG = {
    "SRIKANDI_ENV": {"SRIKANDI_ENV": "live"},
    "TRUSTED_PROXIES": {"TRUSTED_PROXIES": "one"},
    "SRIKANDI_KEYS: write each": {"SRIKANDI_KEYS": "field=secret"},
    "SRIKANDI_KEYS: field must": {"SRIKANDI_KEYS": _key("field", "short")},
    "SRIKANDI_KEYS: other must": {"SRIKANDI_KEYS": _key("other")},
    "SRIKANDI_KEYS: no key for index": {"SRIKANDI_KEYS": _key("field")},
}


@pytest.mark.parametrize("words", WRONG)
def test_a_variable_that_cannot_be_read_is_named(words, tmp_path):
    with pytest.raises(config.Misconfigured, match=words):
        config.load({"SRIKANDI_INSTANCE": str(tmp_path), **WRONG[words]})


def test_a_file_of_keys_is_read_when_only_its_owner_may(tmp_path):
    file = tmp_path / "keys"
    file.write_text(WHOLE.replace(";", "\n"))
    file.chmod(0o644)
    with pytest.raises(config.Misconfigured, match="SRIKANDI_KEYS: everybody"):
        config.load({"SRIKANDI_INSTANCE": str(tmp_path), "SRIKANDI_KEYS": str(file)})
    file.chmod(0o640)
    assert config.load({"SRIKANDI_INSTANCE": str(tmp_path), "SRIKANDI_KEYS": str(file)}).keys.chain == b"k" * 32


def test_an_environment_that_can_be_read_is(tmp_path):
    given = config.load({"SRIKANDI_INSTANCE": str(tmp_path), "SRIKANDI_KEYS": WHOLE, "DATABASE_URL": "postgres://h/x"})
    assert (given.mode, given.database_url) == (Mode.DEMO, "postgresql+psycopg://h/x")


def test_a_demonstration_makes_its_secrets_once_for_its_owner_alone(tmp_path):
    first, second = (config.load({"SRIKANDI_INSTANCE": str(tmp_path)}) for _ in range(2))
    kept = tmp_path / "secrets.json"
    assert (first.secret_key, first.keys) == (second.secret_key, second.keys)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert set(json.loads(kept.read_text())) == {"secret_key", "keys"}


def test_production_makes_no_secrets_of_its_own(tmp_path):
    with pytest.raises(config.Misconfigured, match="SRIKANDI_KEYS"):
        config.load({"SRIKANDI_INSTANCE": str(tmp_path), "PUBLIC_URL": "https://srikandi.bangka.go.id"})
    assert not (tmp_path / "secrets.json").exists()
