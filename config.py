"""The only reader of the environment: turns variables and key files into `Settings`.

Without any variable an instance is a demonstration on SQLite in `instance/`, with keys of its own made at the first
start.
`docs/operations.md` explains each variable.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from srikandi.settings import Keys, Mode, Settings, StripeSettings

HERE = Path(__file__).resolve().parent
KEY_NAMES = ("field", "index", "chain", "signing")
KEY_BYTES = 32


class Misconfigured(Exception):
    """A setting cannot be used; the message names it and says how to write it."""


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Give the settings of this environment. Raises: Misconfigured."""
    env = os.environ if environ is None else environ
    instance = Path(env.get("SRIKANDI_INSTANCE", HERE / "instance"))
    public_url = env.get("PUBLIC_URL", f"http://{env.get('HOST', '127.0.0.1')}:{env.get('PORT', '8000')}").rstrip("/")
    mode = _mode(env, public_url)
    own = _own_secrets(instance) if mode is Mode.DEMO else {}
    return Settings(
        mode=mode,
        database_url=_driver(env.get("DATABASE_URL") or f"sqlite:///{instance / 'srikandi.sqlite3'}"),
        secret_key=env.get("SECRET_KEY") or own.get("secret_key", ""),
        public_url=public_url,
        keys=_keys(env.get("SRIKANDI_KEYS") or own.get("keys", "")),
        instance=instance,
        stripe=_stripe(env),
        mail_url=env.get("MAIL_URL") or None,
        trusted_hosts=tuple(filter(None, env.get("TRUSTED_HOSTS", "").split(","))),
        trusted_proxies=_whole(env, "TRUSTED_PROXIES"),
    )


def _mode(env: Mapping[str, str], public_url: str) -> Mode:
    default = Mode.PRODUCTION if public_url.startswith("https://") else Mode.DEMO
    try:
        return Mode(env.get("SRIKANDI_ENV", default))
    except ValueError:
        raise Misconfigured("SRIKANDI_ENV: write demo or production.") from None


def _whole(env: Mapping[str, str], name: str) -> int:
    try:
        return int(env.get(name, "0"))
    except ValueError:
        raise Misconfigured(f"{name}: write a whole number.") from None


def _driver(url: str) -> str:
    """Name the PostgreSQL driver in an address that leaves it open."""
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _stripe(env: Mapping[str, str]) -> StripeSettings | None:
    if not env.get("STRIPE_SECRET_KEY"):
        return None
    hooks = tuple(filter(None, env.get("STRIPE_WEBHOOK_SECRET", "").split(",")))
    return StripeSettings(env["STRIPE_SECRET_KEY"], hooks, env.get("STRIPE_API_BASE") or None)


def _keys(text: str) -> Keys:
    """Read `name:id:base64` entries, one a line or parted by `;`, or the path of a file that holds them."""
    if text.startswith("/"):
        if Path(text).stat().st_mode & stat.S_IRWXO:
            raise Misconfigured(f"SRIKANDI_KEYS: everybody on this machine may read {text}; chmod o= takes that away.")
        text = Path(text).read_text(encoding="ascii")
    found: dict[str, list[tuple[str, bytes]]] = {name: [] for name in KEY_NAMES}
    for entry in filter(None, (line.strip() for line in text.replace(";", "\n").splitlines())):
        try:
            name, key_id, value = entry.split(":")
            key = base64.b64decode(value, validate=True)
        except ValueError:
            raise Misconfigured("SRIKANDI_KEYS: write each key as name:id:base64.") from None
        if name not in found or len(key) != KEY_BYTES:
            raise Misconfigured(f"SRIKANDI_KEYS: {name} must be one of {', '.join(KEY_NAMES)}, with {KEY_BYTES} bytes.")
        found[name].append((key_id, key))
    missing = [name for name, keys in found.items() if not keys]
    if missing:
        raise Misconfigured(f"SRIKANDI_KEYS: no key for {', '.join(missing)}.")
    (chain_id, chain), (signing_id, signing) = found["chain"][0], found["signing"][0]
    former = tuple((name, key_id, key) for name in ("chain", "signing") for key_id, key in found[name][1:])
    return Keys(tuple(found["field"]), found["index"][0][1], chain, signing, chain_id, signing_id, former)


def new_keys() -> str:
    """Give a fresh set of keys in the form SRIKANDI_KEYS takes."""
    return ";".join(f"{name}:1:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}" for name in KEY_NAMES)


def _own_secrets(instance: Path) -> dict[str, str]:
    """Give the demonstration's own secrets, made once and readable by its owner only."""
    path = instance / "secrets.json"
    instance.mkdir(parents=True, exist_ok=True)
    fresh = json.dumps({"secret_key": secrets.token_hex(32), "keys": new_keys()})
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(fresh)
    except FileExistsError:
        pass
    kept: dict[str, str] = json.loads(path.read_text(encoding="ascii"))
    return kept
