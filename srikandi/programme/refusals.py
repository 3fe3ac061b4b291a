"""The noes of the stories."""

from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound


class SuspenseUnknown(NotFound):
    """There is no such sum in suspense."""

    message = "Dana titipan sementara ini tidak ditemukan."


class AlreadyIdentified(Conflict):
    """Somebody else has found the payer meanwhile."""

    message = "Dana ini sudah dialihkan kepada penanggungnya."


class NotInBatch(Conflict):
    """The answer belongs to a file that has not gone out."""

    message = "Berkas ini belum dikirim, jadi belum bisa dijawab."


class ReasonUnknown(Invalid):
    """An exit has one of the known reasons."""

    message = "Pilih alasan keluar yang tersedia."


class ShareNotAsked(Conflict):
    """Nobody is asked for another share from this month on any more."""

    message = "Tambahan porsi mulai bulan ini sudah tidak diperlukan. Muat ulang halaman ini."


class ShareDoesNotFit(Invalid):
    """A share accepted must be what is asked for, or more, up to all that is missing."""

    message = "Porsi per jiwa-bulan paling sedikit %(least)s dan paling banyak %(most)s."


class NotOverdue(Conflict):
    """Only a promise that runs and is overdue is cut short."""

    message = "Komitmen ini tidak sedang menunggak, jadi sisanya tidak bisa diakhiri."


class ReasonMissing(Invalid):
    """What ends a promise early is written down."""

    message = "Tulis alasannya."


class NotYetToRenew(Conflict):
    """A promise is renewed when its company has been asked, and once."""

    message = "Komitmen ini belum waktunya diperpanjang, atau sudah diperpanjang."


class NobodyToRenew(Conflict):
    """Nobody of the promise is there any more."""

    message = "Tidak ada lagi peserta komitmen ini yang bisa dilanjutkan."


class NothingToConfirm(Conflict):
    """No funded month of an active person waits for confirmation."""

    message = "Tidak ada jiwa-bulan didanai yang menunggu konfirmasi untuk %(month)s."


class NothingConfirmed(Conflict):
    """A certificate states what is paid and confirmed; nothing is yet."""

    message = "Belum ada jiwa-bulan yang dibayar dan terkonfirmasi aktif."


class NothingUnused(Conflict):
    """Money that months have used does not go back."""

    message = "Hanya dana yang belum terpakai yang bisa dikembalikan; saat ini %(unused)s."


class AnothersRequest(NotAllowed):
    """A request is withdrawn by whoever made it; others decide on it."""

    message = "Hanya yang mengajukan yang bisa menarik pengajuan ini."


class MonthsUsed(Conflict):
    """Months that were sent to BPJS Kesehatan or are running can't be given up."""

    message = (
        "Paling banyak %(months)s jiwa-bulan yang masih bisa dilepas; selebihnya sudah dikirim ke BPJS atau berjalan."
    )


class LineOfAnotherSum(Conflict):
    """A refund is paid by one line of exactly its sum."""

    message = "Mutasi itu tidak berjumlah %(amount)s. Pilih mutasi keluar dengan jumlah yang sama."


class LetterNumberMissing(Invalid):
    """Minutes carry the number of the Pemkab's own register."""

    message = "Tulis nomor surat dari buku agenda."


class MonthsStillOpen(Conflict):
    """Minutes tell of closed months only."""

    message = "Belum semua bulan dalam masa itu ditutup."


class MonthNotReady(Conflict):
    """Something is missing before a month may be closed."""

    message = "Bulan ini belum bisa ditutup."


class NoCreditFree(Conflict):
    """There is nothing to choose about."""

    message = "Tidak ada saldo bebas di komitmen ini; semuanya menunggu jiwa-bulan yang sudah dijanjikan."


class CreditTooSmall(Conflict):
    """Further months are whole months for everybody, paid by every payer."""

    message = "Saldo bebas belum cukup untuk memperpanjang sebanyak itu bagi semua jiwa."


class TargetUnknown(Invalid):
    """Credit moves to another open pledge of the same payer."""

    message = "Pilih komitmen lain yang masih berjalan dan Anda biayai."


class BookMismatch(Exception):
    """Funding lines are not the sum of their transfer: our own mistake, and the whole work is dropped."""


class MoneyUsed(Conflict):
    """What has become somebody's month of cover is not moved to another payer."""

    message = (
        "Dari %(wanted)s ini hanya %(free)s yang masih bisa ditarik. Sisanya sudah menjadi jiwa-bulan yang masuk "
        "berkas ke BPJS Kesehatan. Bicarakan dulu dengan pembayarnya."
    )


class StatementDoubtful(Conflict):
    """A file that contradicts what stands on the account is booked only by who is sure of it."""

    message = "Berkas ini tidak dicatat. %(doubts)s Bila bank memastikan berkasnya benar, ulangi dengan --as-it-is."


class RefundOnItsWay(Conflict):
    """What a payer is just being given back is not taken from it once more."""

    message = (
        "Ada pengembalian dari pembayaran ini yang sudah disetujui dan belum terlihat keluar. Cocokkan dulu dengan "
        "mutasi keluarnya, atau akhiri."
    )


class BearingMoved(Conflict):
    """Who bears it, or how much, is not what was looked at."""

    message = "Angkanya berubah sejak halaman ini dibuka. Periksa sekali lagi, lalu setujui."


class StatementInUse(Conflict):
    """A file whose money has gone further cannot leave the book as a whole."""

    message = "Berkas ini belum bisa dibatalkan seluruhnya. Lihat penghalangnya di halaman ini."


class MoneyReturned(Conflict):
    """What has gone back to its payer is not moved to another."""

    message = "Sebagian uang ini sudah dikembalikan kepada pembayarnya, jadi tidak bisa ditarik lagi."


class AlreadyCared(Conflict):
    """Somebody is covered already."""

    message = "%(name)s sudah terlindungi. Tidak perlu kuota darurat."


class AlreadyHeld(Conflict):
    """Somebody is held for a promise already: its file makes them active."""

    message = "%(name)s sudah dititipkan untuk sebuah komitmen. Daftarkan lewat berkas komitmen itu."


class HasExited(Conflict):
    """Somebody is noted as gone."""

    message = "%(name)s tercatat keluar. Batalkan dulu catatan keluarnya bila itu keliru."


class CaseOpen(Conflict):
    """There is a case about this person under way."""

    message = "Sudah ada kasus darurat yang berjalan untuk %(name)s."


class QuotaUnpaid(Conflict):
    """There is a seat, but no money for this month."""

    message = (
        "Kursinya ada, tetapi dananya belum cukup untuk %(month)s. Pilih komitmen lain atau hubungi perusahaannya."
    )


class NothingToCredit(Invalid):
    """No month has been chosen."""

    message = "Pilih paling sedikit satu bulan."


class NotCome(Invalid):
    """A paper has a day that has come."""

    message = "Tanggal dokumen belum tiba."


class CreditedBefore(Conflict):
    """Some of the months were used by somebody, or have been given back already."""

    message = (
        "Sebagian bulan yang dipilih sudah dikembalikan atau ternyata terpakai. Tidak ada yang dicatat: "
        "muat ulang halaman, lalu pilih lagi."
    )


class NotAQuota(Invalid):
    """The pledge keeps no seats for urgent cases, or does not run."""

    message = "Pilih komitmen yang masih punya kuota darurat."


class SamePerson(NotAllowed):
    """Who asked does not approve."""

    message = "Yang meminta tidak boleh menyetujui. Minta orang lain memeriksanya."
