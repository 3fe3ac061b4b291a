"""The noes of payments."""

from __future__ import annotations

from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound


class PaymentNotFound(NotFound):
    """No such payment, or not one this viewer may see."""

    message = "Pembayaran ini tidak ditemukan."


class PaymentMoved(Conflict):
    """The payment is no longer where this step starts."""

    message = "Pembayaran ini sudah berubah keadaan. Muat ulang halaman untuk melihat yang terbaru."


class FormUsed(Conflict):
    """The same form came again with another content."""

    message = "Formulir ini sudah pernah dikirim dengan isi yang lain. Buka lagi halaman pembayaran, lalu isi kembali."


class ReceiptTaken(Conflict):
    """Another payment already stands on this receipt."""

    message = "Nomor bukti %(number)s sudah dipakai untuk pembayaran lain. Satu bukti hanya berlaku satu kali."


class ReceiptElsewhere(Conflict):
    """The receipt stands in the list of a district this branch does not serve, or was given to somebody there."""

    message = (
        "Nomor bukti %(number)s sudah tercatat untuk kabupaten lain dan tidak bisa dipindahkan dari sini. "
        "Periksa nomornya; bila benar, hubungi cabang yang mengunggah daftarnya."
    )


class DiffersFromClaim(Conflict):
    """The branch has seen something else than was claimed: it is asked once more."""

    message = (
        "Perusahaan melaporkan bukti %(claimed_number)s sebesar %(claimed_amount)s; Anda menulis %(number)s sebesar "
        "%(amount)s. Bila catatan BPJS memang begitu, centang pernyataan di bawah lalu konfirmasi lagi."
    )


class AmountMissing(Invalid):
    """Nothing, or less than nothing, is no payment."""

    message = "Tulis jumlah di atas nol."


class ReceiptMissing(Invalid):
    """A direct payment stands on a receipt number of BPJS Kesehatan."""

    message = "Tulis nomor bukti bayar dari BPJS Kesehatan, sedikitnya 4 huruf atau angka."


class PaidInTheFuture(Invalid):
    """Nobody pays tomorrow."""

    message = "Tanggal bayar tidak boleh setelah hari ini."


class CardsUnavailable(Conflict):
    """No card provider is connected here."""

    message = "Pembayaran kartu belum tersedia di sini. Pilih transfer bank."


class ReasonMissing(Invalid):
    """A decision about somebody's money is explained."""

    message = "Tulis alasannya dalam satu atau dua kalimat."


class AccountNotFound(NotFound):
    """No such bank account, or not one this viewer may see."""

    message = "Rekening ini tidak ditemukan."


class AccountTaken(Conflict):
    """A bank account stands here once."""

    message = "Rekening atau kode ini sudah terdaftar."


class WrongAccount(Invalid):
    """The file is of another account."""

    message = "Berkas ini milik rekening %(found)s, bukan %(expected)s. Pilih rekening yang benar."


class StatementNotFound(NotFound):
    """No such statement, or not one this viewer may see."""

    message = "Rekening koran ini tidak ditemukan."


class LineNotFound(NotFound):
    """No such statement line, or not one this viewer may see."""

    message = "Mutasi ini tidak ditemukan."


class UploadNotFound(NotFound):
    """No such file under way, or not one this viewer may see."""

    message = "Berkas ini tidak ditemukan."


class ProposalNotFound(NotFound):
    """No such proposal, or not one this viewer may see."""

    message = "Usulan ini tidak ditemukan."


class StatementVoided(Conflict):
    """Somebody has proposed or decided already that a file is to leave the book."""

    message = "Pembatalan berkas ini sudah diurus. Muat ulang halaman untuk melihat keadaannya."


class LineDecided(Conflict):
    """The line waits for nobody any more, or for another step."""

    message = "Mutasi ini sudah diurus. Muat ulang halaman untuk melihat keadaannya."


class VoiderConfirms(NotAllowed):
    """Whoever wants a file out of the book never confirms it."""

    message = "Pembatalan berkas disetujui oleh orang lain, bukan yang mengusulkannya."


class MatcherConfirms(NotAllowed):
    """Whoever proposed a match never confirms it."""

    message = "Yang mengusulkan pencocokan tidak boleh menyetujuinya. Minta bendahara lain memeriksa."


class ImporterMatches(NotAllowed):
    """Whoever brought a statement never says whose its nameless money is."""

    message = "Yang mengimpor mutasi tidak boleh mengusulkan pengirimnya. Minta bendahara lain mengusulkan."


class NobodyProposes(NotAllowed):
    """What two people decide has two people's names under it."""

    message = "Usulan harus dibuat oleh seseorang, bukan oleh sistem."


class SharesDiffer(Invalid):
    """The parts of a line are more or less than the line."""

    message = "Jumlah bagian %(given)s, padahal mutasinya %(whole)s. Bagi tepat sampai rupiah terakhir."


class ImportRunning(Conflict):
    """The account's last file is still being booked."""

    message = "Berkas sebelumnya untuk rekening ini masih diproses. Tunggu sampai selesai, lalu coba lagi."


class UploaderAccepts(NotAllowed):
    """Whoever brought a doubtful file is not the one who lets it be booked."""

    message = "Berkas ini Anda yang mengimpor; bendahara lain yang memutuskan."


class WrongPayer(NotFound):
    """The payer is of another district or organisation."""

    message = "Pembayar ini tidak ditemukan."


class NoticeNotFound(NotFound):
    """No notice of this number that this viewer may see."""

    message = "Kabar ini tidak ditemukan."


class NoticeDecided(Conflict):
    """The notice is done with."""

    message = "Kabar ini sudah selesai."
