"""The noes of accounts and signing in."""

from __future__ import annotations

from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound


class WrongCredentials(Invalid):
    """Address and password don't belong together; never says which of them is wrong."""

    message = "Alamat surel atau kata sandi tidak cocok. Periksa lagi, lalu coba sekali lagi."


class WrongPassword(Invalid):
    """Whoever is signed in did not type their own password again."""

    message = "Kata sandi ini tidak cocok. Ketik kata sandi yang Anda pakai untuk masuk."


class WrongCode(Invalid):
    """The second factor's code is wrong, old or already used."""

    message = "Kode itu tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi Anda."


class TooManyTries(NotAllowed):
    """This account or address has tried too often."""

    message = "Terlalu banyak percobaan masuk. Tunggu lima menit, lalu coba lagi."


class WeakPassword(Invalid):
    """A password others would guess."""

    message = "Kata sandi ini mudah ditebak. Pakai sedikitnya 12 tanda, misalnya empat kata yang tak berhubungan."


class InvitationEnded(NotFound):
    """The link was used, withdrawn, or is too old."""

    message = "Undangan ini sudah dipakai, ditarik, atau lewat batas waktu. Minta undangan baru kepada administrator."


class ForbiddenPair(Conflict):
    """Two duties one person may not hold in the same district."""

    message = "Satu orang tidak boleh memegang kedua tugas ini di kabupaten yang sama: %(one)s dan %(other)s."


class PlaceMissing(Invalid):
    """A role needs to know where it is held."""

    message = "Peran ini perlu %(place)s."


class AddressTaken(Conflict):
    """Somebody already has an account with this address."""

    message = "Sudah ada akun dengan alamat surel ini."
