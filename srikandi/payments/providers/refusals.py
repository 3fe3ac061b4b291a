"""The noes of payment providers."""

from __future__ import annotations

from enum import StrEnum

from srikandi.errors import Conflict, Invalid, NotFound


class ProviderUnavailable(Conflict):
    """The provider did not answer, or not in a way that can be used. Trying again is safe: the key is our own row.

    It says nothing of money: when a payment can't be read back, it may well have been made.
    """

    message = "Layanan pembayaran sedang tidak bisa dihubungi. Tidak ada yang hilang; coba lagi sebentar lagi."


class PageUnavailable(ProviderUnavailable):
    """No payment page could be opened, so no money can have moved."""

    message = (
        "Layanan pembayaran sedang tidak bisa dihubungi. "
        "Tidak ada uang yang ditarik; coba lagi atau pilih transfer bank."
    )


class UnknownAtProvider(NotFound):
    """The provider knows no payment of this reference."""

    message = "Layanan pembayaran tidak mengenal pembayaran ini."


class AmountNotPayable(Invalid):
    """The sum is too small or too large for a payment page."""

    message = "Jumlah ini tidak bisa dibayar lewat halaman pembayaran. Pilih transfer bank."


class OrderChanged(Conflict):
    """The same row was sent before with another content."""

    message = "Pembayaran ini sudah dimulai dengan isi yang berbeda. Mulai pembayaran baru."


class RefundNotPossible(Conflict):
    """The provider will not send this sum back."""

    message = "Pengembalian dana ini ditolak layanan pembayaran. Periksa sisa yang bisa dikembalikan."


class WebhookFlaw(StrEnum):
    """What was wrong with a notice, for the log and the counters."""

    TOO_LARGE = "too_large"
    NO_SIGNATURE = "no_signature"
    BAD_SIGNATURE = "bad_signature"
    TOO_OLD = "too_old"
    FROM_THE_FUTURE = "from_the_future"
    UNREADABLE = "unreadable"


class WebhookRefused(Invalid):
    """A notice that cannot be trusted or read; nothing of it is kept."""

    message = "Pemberitahuan ini tidak bisa dipercaya."

    def __init__(self, flaw: WebhookFlaw) -> None:
        """Keep what was wrong."""
        super().__init__()
        self.flaw = flaw
