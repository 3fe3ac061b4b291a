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
