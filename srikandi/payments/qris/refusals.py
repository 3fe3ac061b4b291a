"""The noes of QRIS."""

from __future__ import annotations

from srikandi.errors import Conflict, Invalid


class QrisBroken(Invalid):
    """What was typed is no QRIS, or was damaged on the way."""

    message = "Isi QRIS ini rusak atau tidak lengkap. Salin lagi seluruh teksnya dari bank."


class QrisNotStatic(Invalid):
    """A code with a fixed sum is of one payment only."""

    message = "QRIS ini sudah memuat jumlah. Pakai QRIS statis rekening program."


class QrisNotRupiah(Invalid):
    """Only rupiah of a merchant of the national register."""

    message = "QRIS ini bukan QRIS nasional dalam rupiah."


class QrisTooMuch(Invalid):
    """QRIS is for small sums."""

    message = "QRIS hanya untuk pembayaran sampai %(limit)s. Pilih transfer bank untuk jumlah ini."


class QrisUnavailable(Conflict):
    """The account has no QRIS."""

    message = "Rekening program belum mempunyai QRIS. Pilih transfer bank."
