"""The noes of papers and files."""

from srikandi.errors import Conflict, Invalid, NotFound


class DocumentUnknown(NotFound):
    """No paper carries this code, or it is not this viewer's."""

    message = "Dokumen ini tidak ditemukan."


class FileUnknown(NotFound):
    """No such file, or it is not this viewer's."""

    message = "Berkas ini tidak ditemukan."


class DocumentEnded(Conflict):
    """A paper that is revoked stays revoked."""

    message = "Dokumen ini sudah dicabut."


class ReasonMissing(Invalid):
    """Who ends a paper says why."""

    message = "Tulis alasannya."


class FileRefused(Invalid):
    """A file that cannot be kept."""

    message = "Berkas ini tidak bisa disimpan."


class FileEmpty(FileRefused):
    """Nothing is in it."""

    message = "Berkas ini kosong."


class FileTooLarge(FileRefused):
    """Over the limit."""

    message = "Berkas ini terlalu besar. Paling besar %(megabytes)s MB."


class FileKindUnknown(FileRefused):
    """Neither PDF nor a picture, whatever its name says."""

    message = "Kirim berkas PDF, JPG, atau PNG."


class FileBroken(FileRefused):
    """It says it is a PDF or a picture, and can't be read as one."""

    message = "Berkas ini rusak dan tidak bisa dibaca. Simpan ulang, lalu kirim lagi."


class FileLocked(FileRefused):
    """An encrypted PDF."""

    message = "PDF ini terkunci kata sandi. Buka kuncinya, lalu kirim lagi."


class FileActive(FileRefused):
    """A PDF that does things."""

    message = "PDF ini berisi perintah atau lampiran di dalamnya. Cetak ulang menjadi PDF biasa, lalu kirim lagi."


class TooManyPages(FileRefused):
    """More pages than anybody signs."""

    message = "PDF ini lebih dari %(pages)s halaman."


class PictureTooLarge(FileRefused):
    """More dots than a scan needs."""

    message = "Gambar ini terlalu besar. Perkecil dulu, lalu kirim lagi."
