"""The noes of refunds."""

from __future__ import annotations

from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound


class RefundNotFound(NotFound):
    """No such refund, or not one this viewer may see."""

    message = "Pengembalian dana ini tidak ditemukan."


class RefundMoved(Conflict):
    """The refund is no longer where this step starts."""

    message = "Pengembalian ini sudah berubah keadaan. Muat ulang halaman untuk melihat yang terbaru."


class AskerApproves(NotAllowed):
    """Whoever asked never approves."""

    message = "Yang mengajukan pengembalian tidak boleh menyetujuinya. Minta orang lain memeriksa."


class SayerConfirms(NotAllowed):
    """Whoever said so never confirms it."""

    message = "Yang mengusulkan tidak boleh menyetujuinya. Minta bendahara lain memeriksa."


class NotThisRefund(Conflict):
    """The line does not bring this refund back."""

    message = (
        "Mutasi ini bukan pengembalian yang kembali: harus uang masuk yang belum dikenali, sejumlah pengembalian "
        "lewat transfer yang sudah keluar sebelum itu."
    )


class AboveLeft(Conflict):
    """A payment gives back no more than it brought."""

    message = "Dari pembayaran ini paling banyak %(left)s yang masih bisa dikembalikan."


class NotRefundable(Conflict):
    """Only money that has come and stands can go back."""

    message = (
        "Pembayaran ini belum diterima, sedang disengketakan, atau sudah kembali; tidak ada yang bisa dikembalikan."
    )


class PaidStraightToInsurer(Conflict):
    """What BPJS Kesehatan holds we cannot give back."""

    message = (
        "Uang ini dibayar langsung ke BPJS Kesehatan dan tidak pernah ada di rekening program. "
        "Mintalah pengembaliannya di kantor cabang BPJS Kesehatan."
    )


class DestinationMissing(Invalid):
    """A transfer needs a bank, a number and a name."""

    message = "Tulis bank, nomor rekening, dan nama pemilik rekening asal pembayaran."


class DestinationDiffers(Invalid):
    """Money goes back only to whoever sent it."""

    message = (
        "Dana hanya boleh kembali ke rekening yang mengirimnya. Bank mencatat pengirim %(sender)s; "
        "nama yang ditulis berbeda."
    )


class SenderUnknown(Conflict):
    """The bank's line says nothing of who sent the money."""

    message = "Mutasi bank pembayaran ini tidak ditemukan, jadi rekening asalnya tidak bisa dipastikan."


class HolderDiffers(Invalid):
    """The approver has typed another name than the one asked for, where the bank has named no sender."""

    message = (
        "Bank tidak menyebut pengirimnya, dan nama yang Anda ketik tidak sama dengan pengajuan. "
        "Periksa surat perusahaan atau bukti transfernya, lalu ketik lagi."
    )


class NumberDiffers(Invalid):
    """The approver has typed another account number than the one asked for."""

    message = "Nomor rekening yang Anda ketik tidak sama dengan pengajuan. Periksa bukti dari bank, lalu ketik lagi."
