"""The noes of paying what people owe."""

from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound


class NothingToSettle(Conflict):
    """No arrears of this pledge are paid and in no file."""

    message = "Belum ada tunggakan terdanai yang menunggu dikirim dari komitmen ini."


class SettlementUnknown(NotFound):
    """There is no such file here."""

    message = "Berkas pelunasan ini tidak ditemukan."


class SettlementMoved(Conflict):
    """Somebody was faster."""

    message = "Berkas pelunasan ini sudah selesai atau ditarik. Muat ulang halaman ini."


class BuilderConfirms(NotAllowed):
    """Whoever built a file doesn't confirm it."""

    message = "Yang menyusun berkas ini tidak bisa mengonfirmasinya sendiri."


class DocumentNeeded(Invalid):
    """A confirmation has a paper."""

    message = "Tulis nomor bukti pelunasan dari BPJS Kesehatan."


class NobodyConfirmed(Invalid):
    """A confirmation names at least one family."""

    message = "Pilih paling sedikit satu keluarga yang tunggakannya sudah lunas."


class MoneyNotThere(Conflict):
    """Arrears are struck off against money that is at BPJS Kesehatan."""

    message = (
        "Uang yang ada di BPJS Kesehatan %(there)s, padahal pelunasan ini perlu %(amount)s. "
        "Bendahara mencatat dulu setorannya."
    )


class MonthsMoved(Conflict):
    """The months changed meanwhile."""

    message = "Bulan tunggakan dalam berkas ini berubah. Muat ulang halaman ini."


class MoneySent(Conflict):
    """Money that has left for a file doesn't come back by withdrawing it."""

    message = "Uangnya sudah disetor ke BPJS Kesehatan, jadi berkas ini tidak bisa ditarik lagi."
