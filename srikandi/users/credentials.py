"""Passwords and one-time codes.

Argon2id with 19 MiB and two passes (OWASP's first choice; 25 ms), at most four at a time in a process. Codes follow RFC
6238: six digits, thirty seconds, one step of grace, each step accepted once.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from threading import BoundedSemaphore

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from srikandi.users.models import User
from srikandi.users.refusals import WeakPassword, WrongCode

SHORTEST, LONGEST = 12, 256
STEP_SECONDS = 30
GUESSABLE = (
    "password", "passw0rd", "katasandi", "sandi123", "qwerty", "asdfgh", "12345678", "11111111", "00000000",
    "indonesia", "merdeka", "bismillah", "srikandi", "bpjs", "rahasia", "sayang", "kabupaten", "admin",
)  # fmt: skip
SEED = re.compile(r"[A-Z2-7]{32}")
ISSUER = "Srikandi JKN"

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_turns = BoundedSemaphore(4)
_nobody = _hasher.hash("nobody's password, hashed so that unknown addresses take as long as known ones")


def hash_password(password: str, *, about: tuple[str, ...] = ()) -> str:
    """Give the stored form of a new password; `about` are words of its owner to avoid. Raises: WeakPassword."""
    plain = unicodedata.normalize("NFC", password)
    if not SHORTEST <= len(plain) <= LONGEST or _is_guessable(plain.casefold(), about):
        raise WeakPassword(field="password")
    with _turns:
        return _hasher.hash(plain)


def _is_guessable(plain: str, about: tuple[str, ...]) -> bool:
    left = plain
    for word in (*GUESSABLE, *(part.casefold() for part in about if len(part) > 3)):  # noqa: PLR2004 - too short to matter
        left = left.replace(word, "")
    few_signs = 5
    return len(set(plain)) < few_signs or len(left) < SHORTEST // 2


def is_password_of(user: User | None, password: str) -> bool:
    """Does the password belong to this person? Takes as long for nobody as for somebody."""
    stored = user.password_hash if user is not None and user.password_hash else _nobody
    with _turns:
        try:
            matches = _hasher.verify(stored, unicodedata.normalize("NFC", password[: LONGEST * 4]))
        except (Argon2Error, InvalidHashError):
            return False
    return matches and stored is not _nobody


def new_seed() -> str:
    """Give a fresh seed for an authenticator; it counts once a code of it was confirmed."""
    return pyotp.random_base32()


def address_of_seed(user: User, seed: str) -> str:
    """Give the `otpauth:` address a QR code carries."""
    return pyotp.TOTP(seed).provisioning_uri(name=user.email, issuer_name=ISSUER)


def use_code(user: User, code: str, *, seed: str, at: datetime) -> None:
    """Accept a code of this seed once. Raises: WrongCode."""
    step = int(at.timestamp()) // STEP_SECONDS
    typed = code.replace(" ", "")
    if not SEED.fullmatch(seed):
        raise WrongCode(field="code")
    totp = pyotp.TOTP(seed)
    fitting = [
        near for near in (step - 1, step, step + 1) if pyotp.utils.strings_equal(totp.at(near * STEP_SECONDS), typed)
    ]
    if not fitting or fitting[0] <= (user.totp_last_step or 0):
        raise WrongCode(field="code")
    user.totp_last_step = fitting[0]
