"""The noes of coverage."""

from srikandi.errors import Conflict, Invalid, NotFound


class BatchUnknown(NotFound):
    """There is no such batch, or not for this viewer."""

    message = "Berkas pendaftaran ini tidak ditemukan."


class NothingToSend(Conflict):
    """No funded month waits for registration."""

    message = "Belum ada jiwa-bulan didanai yang menunggu didaftarkan untuk %(month)s."


class BatchMoved(Conflict):
    """The batch is not at the step this deed begins from."""

    message = "Berkas pendaftaran ini sudah berubah keadaan. Muat ulang halaman ini."


class AlreadyCovered(Conflict):
    """Somebody here has a live life-month in one of these months."""

    message = "%(count)s orang di daftar ini sudah tercatat di bulan yang sama. Periksa kelompok sasarannya."


class AnswerUnreadable(Invalid):
    """The file is no answer we can read."""

    message = "Berkas ini bukan jawaban yang bisa dibaca. Unggah .xlsx atau .csv dengan kolom NIK dan STATUS."


class LetterMissing(Invalid):
    """A letter or document number is needed."""

    message = "Tulis nomor surat atau dokumennya."


class AnswerEmpty(Invalid):
    """The file names people and says nothing about any of them."""

    message = "Kolom STATUS masih kosong di %(count)s baris. Isi DITERIMA atau DITOLAK di tiap baris, lalu unggah lagi."


class UrgentStays(Conflict):
    """A file of an urgent case ends with its case."""

    message = "Berkas ini milik kasus darurat. Tarik kasusnya bila tidak jadi dikirim."


class LayoutRefused(Invalid):
    """A branch could not work with these columns."""

    message = "Susunan kolom ini belum bisa dipakai."


class FormUnknown(NotFound):
    """There is no such form, or not for this viewer."""

    message = "Susunan kolom ini tidak ditemukan."


class NoteMissing(Invalid):
    """Why a form is changed has to be said."""

    message = "Tulis dari mana susunan ini, misalnya nama formulir cabang."


class NoQuotaLeft(Conflict):
    """Every seat kept for urgent cases is taken."""

    message = "Kuota darurat komitmen ini sudah habis. Pilih komitmen lain."


class CaseUnknown(NotFound):
    """There is no such case, or not for this viewer."""

    message = "Kasus darurat ini tidak ditemukan."


class CaseMoved(Conflict):
    """The case is not at the step this deed begins from."""

    message = "Kasus ini sudah berubah keadaan. Muat ulang halaman ini."


class RosterUnreadable(Invalid):
    """The file is no list of members we can read."""

    message = "Berkas ini bukan daftar peserta yang bisa dibaca. Unggah .csv atau .xlsx dengan kolom NIK atau PSNOKA."


class RosterOfAnotherMonth(Invalid):
    """The list says it is for another month."""

    message = "Berkas ini untuk %(said)s, bukan %(month)s. Pilih bulannya lagi."


class RosterKnown(Conflict):
    """The very same file is here for this month already."""

    message = "Berkas yang sama sudah diunggah untuk bulan ini."


class RosterMoved(Conflict):
    """The list is not at the step this deed begins from."""

    message = "Daftar ini sudah berubah keadaan. Muat ulang halaman ini."


class RosterUnknown(NotFound):
    """There is no such list, or not for this viewer."""

    message = "Daftar peserta ini tidak ditemukan."
