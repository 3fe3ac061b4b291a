"""The noes of disputes, payouts and notices."""

from __future__ import annotations

from srikandi.errors import Conflict, Invalid, NotFound


class DisputeNotFound(NotFound):
    """No dispute of this number that this viewer may see."""

    message = "Sengketa ini tidak ditemukan."


class DisputeMoved(Conflict):
    """The dispute has been decided meanwhile."""

    message = "Sengketa ini sudah diputus. Muat ulang halamannya."


class NoLoss(Conflict):
    """Nothing was lost, so nobody has to answer for it."""

    message = "Tidak ada kerugian pada sengketa ini."


class OwnerMissing(Invalid):
    """A loss is answered for by somebody with a name."""

    message = "Tulis nama penanggung jawabnya."


class PayoutNotFound(NotFound):
    """No payout of this number that this viewer may see."""

    message = "Pencairan ini tidak ditemukan."


class PayoutMoved(Conflict):
    """The payout has arrived or failed meanwhile."""

    message = "Pencairan ini sudah berubah. Muat ulang halamannya, lalu periksa lagi."


class LineNotFitting(Conflict):
    """The line of the bank does not show this payout."""

    message = "Baris bank ini tidak cocok: harus uang masuk yang belum dikenali, dan tidak lebih dari pencairannya."


class ConfirmerMatched(Conflict):
    """Whoever matched a line never confirms it."""

    message = "Yang mencocokkan tidak boleh membenarkan. Minta bendahara lain."
