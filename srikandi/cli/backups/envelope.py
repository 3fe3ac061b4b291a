"""The file a backup travels in: encrypted in pieces, so that none can be changed, swapped, repeated or left out.

    SRKBACK1 | salt, 16 bytes | piece 0 | piece 1 | … | last piece

Each piece is AES-256-GCM over up to one mebibyte. The key is derived (HKDF-SHA-256) from the chain key and the file's
own salt, so the nonce may simply count: five empty bytes, six bytes of the piece's number, one byte that is 1 on the
last piece only. This is the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár (2015). Memory stays at two
pieces whatever the size.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from srikandi.cli.backups.refusals import DamagedBackup, NotABackup

MAGIC = b"SRKBACK1"
PURPOSE = b"srikandi backup v1"
SALT_BYTES = 16
PIECE_BYTES = 1024 * 1024
TAG_BYTES = 16


def enclose(pieces: Iterator[bytes], out: BinaryIO, *, chain_key: bytes) -> None:
    """Write what these pieces hold, encrypted."""
    salt = secrets.token_bytes(SALT_BYTES)
    cipher = _cipher(chain_key, salt)
    out.write(MAGIC + salt)
    numbered = enumerate(_with_last(_regular(pieces)))
    out.writelines(cipher.encrypt(_nonce(number, is_last=last), piece, MAGIC) for number, (piece, last) in numbered)


def disclose(source: BinaryIO, *, chain_key: bytes) -> Iterator[bytes]:
    """Give the pieces of an encrypted file, each checked. Raises: NotABackup, DamagedBackup."""
    if source.read(len(MAGIC)) != MAGIC:
        raise NotABackup
    cipher = _cipher(chain_key, source.read(SALT_BYTES))
    read = iter(lambda: source.read(PIECE_BYTES + TAG_BYTES), b"")
    number = -1
    for number, (piece, is_last) in enumerate(_with_last(read)):
        try:
            yield cipher.decrypt(_nonce(number, is_last=is_last), piece, MAGIC)
        except (InvalidTag, ValueError):
            raise DamagedBackup from None
    if number < 0:
        raise DamagedBackup


def _cipher(chain_key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, PURPOSE).derive(chain_key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return bytes(5) + number.to_bytes(6, "big") + bytes([is_last])


def _regular(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Give the same bytes in pieces of one size, the last perhaps shorter; one empty piece when there is nothing."""
    kept = bytearray()
    for piece in pieces:
        kept += piece
        while len(kept) > PIECE_BYTES:
            yield bytes(kept[:PIECE_BYTES])
            del kept[:PIECE_BYTES]
    yield bytes(kept)


def _with_last(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Give each piece with whether it is the last."""
    before = next(pieces, None)
    if before is None:
        return
    for piece in pieces:
        yield before, False
        before = piece
    yield before, True
