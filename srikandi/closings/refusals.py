"""The noes of a month's end."""

from srikandi.errors import Conflict, Invalid, NotFound


class BillUnknown(NotFound):
    """No such bill, or not for this viewer."""

    message = "Tagihan ini tidak ditemukan."


class BillIncomplete(Invalid):
    """A bill has a number, and people and rupiah go together."""

    message = "Tulis nomor tagihannya, dan jumlah rupiah yang cocok dengan jumlah jiwanya."


class CorrectionNeedsReason(Invalid):
    """There is a bill of this month already; a new version says why."""

    message = "Tagihan bulan ini sudah ada. Tulis alasan perubahannya."


class SameBill(Conflict):
    """The newest version says exactly this already."""

    message = "Tagihan terbaru sudah persis seperti ini."


class ListUnreadable(Invalid):
    """The file is no list of billed people."""

    message = "Berkas ini bukan daftar peserta yang bisa dibaca. Unggah .xlsx atau .csv dengan kolom NIK atau PSNOKA."


class ListDamaged(Invalid):
    """Some rows have no whole number: somebody would be lost."""

    message = "Nomor di baris %(rows)s tidak utuh. Simpan kolom NIK sebagai teks, lalu unggah lagi."


class RemittanceUnknown(NotFound):
    """No such remittance, or not for this viewer."""

    message = "Setoran ini tidak ditemukan."


class RemittanceMoved(Conflict):
    """Somebody was faster."""

    message = "Setoran ini sudah dibukukan atau dibatalkan. Muat ulang halaman ini."


class MoreThanDue(Conflict):
    """Only what is due is remitted."""

    message = "Paling banyak %(most)s yang masih terutang untuk bulan dan segmen ini."


class MoreThanPrepaid(Conflict):
    """Only what waits at BPJS Kesehatan is taken from there."""

    message = "Uang yang sudah ada di BPJS Kesehatan tinggal %(most)s."


class PreparerConfirms(Conflict):
    """Whoever prepared a remittance does not confirm it."""

    message = "Setoran disetujui oleh orang lain, bukan yang menyiapkannya."


class FormUsed(Conflict):
    """The same form was sent before with another sum."""

    message = "Formulir ini sudah dikirim dengan isi lain. Muat ulang halaman ini."


class LineDiffers(Conflict):
    """The line of the statement shows another sum."""

    message = "Mutasi ini %(found)s, sedangkan setorannya %(amount)s. Siapkan setoran dengan jumlah yang benar."


class DifferenceUnknown(NotFound):
    """No such difference, or not for this viewer."""

    message = "Selisih ini tidak ditemukan."


class DifferenceMoved(Conflict):
    """The difference is not at the step this deed begins from."""

    message = "Selisih ini sudah berubah keadaan. Muat ulang halaman ini."


class OwnerMissing(Invalid):
    """A difference has somebody of an institution who sees to it."""

    message = "Pilih lembaga dan tulis nama orang yang menindaklanjuti."


class FollowUpMissing(Invalid):
    """What is done about it is written down."""

    message = "Tulis apa yang dilakukan dengan selisih ini."


class ReasonMissing(Invalid):
    """A step back has a reason."""

    message = "Tulis alasannya."


class NoProposal(Conflict):
    """Nobody has proposed to close this month."""

    message = "Belum ada yang mengusulkan penutupan bulan ini."


class AlreadyProposed(Conflict):
    """Somebody has proposed it already."""

    message = "Penutupan bulan ini sudah diusulkan dan menunggu persetujuan lembaga lain."


class FiguresChanged(Conflict):
    """What was seen is not what is there now."""

    message = "Angka atau selisih berubah sejak diusulkan. Batalkan usulan itu, periksa lagi, lalu usulkan ulang."
