"""Identity numbers in the database: encrypted, bound to their row, found again through a keyed hash.

AES-256-GCM with a random nonce under a key of the row's own, made from the field key and the row's random id (HKDF's
last step, RFC 5869): a row that loses its id loses its key. Table, column and row stand in the authenticated data, so
a ciphertext moved to another row does not open. Stored as `v2|key id|nonce|ciphertext` in base64; `v1` stood under the
field key itself. The look-up is HMAC-SHA-256 cut to 128 bits: whoever has the database but not the key can't try out
all numbers of a district. Sources: docs/decisions/0004 and 0035.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from srikandi.settings import Keys

NONCE_BYTES = 12
INDEX_BYTES = 16
DESTROYED = "v0"
"""What stands where a value was whose key is gone: it opens as nothing."""
_keys: list[Keys] = []


def use_keys(keys: Keys) -> None:
    """Encrypt and find with these keys from now on."""
    _keys[:] = [keys]


def keys() -> Keys:
    """Give the keys in use."""
    return _keys[0]


@dataclass(frozen=True)
class Secret:
    """A plain value on its way into the row it belongs to."""

    plain: str
    row: UUID

    def __repr__(self) -> str:
        """Show nothing of it."""
        return "Secret(…)"


@dataclass(frozen=True)
class Sealed:
    """An encrypted value as it stands in a row; opened only with that row's own id."""

    stored: str
    place: str

    def open(self, row: UUID) -> str:
        """Give the plain value, nothing of a destroyed one. Raises: cryptography's InvalidTag when changed or moved."""
        return opened(self.stored, place=self.place, row=row.hex)

    def __repr__(self) -> str:
        """Show nothing of it."""
        return "Sealed(…)"


class SealedText(TypeDecorator[Any]):
    """A column that takes a `Secret` and gives a `Sealed`; `place` is `table|column` and never changes."""

    impl = Text
    cache_ok = True

    def __init__(self, place: str) -> None:
        """Bind the column to its place."""
        super().__init__()
        self.place = place

    def process_bind_param(self, value: Secret | Sealed | None, dialect: Dialect) -> str | None:
        """Store the ciphertext; a plain string is a mistake."""
        if value is None or isinstance(value, Sealed):
            return value.stored if value else None
        return seal(value, place=self.place).stored

    def process_result_value(self, value: str | None, dialect: Dialect) -> Sealed | None:
        """Give the sealed value."""
        return None if value is None else Sealed(value, self.place)


def seal(secret: Secret, *, place: str) -> Sealed:
    """Encrypt a value for its place and row."""
    _, key = _keys[0].field[0]
    nonce = secrets.token_bytes(NONCE_BYTES)
    body = AESGCM(_key_of(key, secret.row.bytes)).encrypt(nonce, secret.plain.encode(), _bound(place, secret.row))
    return Sealed(f"{newest_form()}{_text(nonce)}|{_text(body)}", place)


def newest_form() -> str:
    """Give how everything sealed from now on begins: what begins otherwise can be sealed again."""
    return f"v2|{_keys[0].field[0][0]}|"


def destroyed(place: str) -> Sealed:
    """Give what stands in a row whose key is gone."""
    return Sealed(DESTROYED, place)


def sealed_again(stored: str, *, place: str, row: UUID) -> str:
    """Give what a column stores, under the newest key in the newest form."""
    return seal(Secret(Sealed(stored, place).open(row), row), place=place).stored


def opened(stored: str, *, place: str, row: str) -> str:
    """Give the plain value of a column of the row with this id in hex: `Sealed.open` for very many rows."""
    if stored == DESTROYED:
        return ""
    form, key_id, nonce, body = stored.split("|")
    field = dict(_keys[0].field)[key_id]
    key = _key_of(field, bytes.fromhex(row)) if form == "v2" else field
    return AESGCM(key).decrypt(_bytes(nonce), _bytes(body), f"{place}|{row}".encode()).decode()


def sealer(row: str) -> Callable[[str, str], str]:
    """Give what seals the values of one row, known by its id in hex: place and plain text make what a column stores."""
    start, encrypt = newest_form(), AESGCM(_key_of(_keys[0].field[0][1], bytes.fromhex(row))).encrypt

    def seal_one(place: str, plain: str) -> str:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return f"{start}{_text(nonce)}|{_text(encrypt(nonce, plain.encode(), f'{place}|{row}'.encode()))}"

    return seal_one


def seal_bytes(content: bytes, *, place: str, row: UUID) -> bytes:
    """Encrypt a file for its place and row: key id, nonce and ciphertext, each after its length."""
    key_id, key = _keys[0].field[0]
    nonce, name = secrets.token_bytes(NONCE_BYTES), key_id.encode()
    return bytes([len(name)]) + name + nonce + AESGCM(key).encrypt(nonce, content, _bound(place, row))


def open_bytes(stored: bytes, *, place: str, row: UUID) -> bytes:
    """Give an encrypted file back. Raises: cryptography's InvalidTag when it was changed or moved."""
    end = 1 + stored[0]
    nonce, body = stored[end : end + NONCE_BYTES], stored[end + NONCE_BYTES :]
    return AESGCM(dict(_keys[0].field)[stored[1:end].decode()]).decrypt(nonce, body, _bound(place, row))


def index_of(kind: str, digits: str) -> bytes:
    """Give the look-up value of an identity number: the same number and kind give the same 16 bytes."""
    return hmac.digest(_keys[0].index, f"{kind}|v1|{digits}".encode(), hashlib.sha256)[:INDEX_BYTES]


def _key_of(field: bytes, row: bytes) -> bytes:
    return hmac.digest(field, b"row|v2|" + row + b"\x01", hashlib.sha256)


def _bound(place: str, row: UUID) -> bytes:
    return f"{place}|{row.hex}".encode()


def _text(value: bytes) -> str:
    return b2a_base64(value, newline=False).decode()


def _bytes(value: str) -> bytes:
    return a2b_base64(value)
