"""Why a whole file is sent back. What is wrong with one row is a code of that row (`codes`)."""

from __future__ import annotations

from srikandi.errors import Invalid


class FileRefused(Invalid):
    """Nothing of this file was read; the sentence says what to do with it."""

    message = "Berkas ini tidak bisa dibaca."

    def __init__(self, **values: object) -> None:
        """Put the refusal on the form's file field."""
        super().__init__(None, field="file", **values)


class FileEmpty(FileRefused):
    """There is nothing in it."""

    message = "Berkas ini kosong."


class WrongKind(FileRefused):
    """It is no spreadsheet, whatever its name says."""

    message = "Berkas ini %(found)s, bukan daftar. Buka di Excel, simpan sebagai .xlsx atau .csv, lalu unggah lagi."


class PasswordProtected(FileRefused):
    """It cannot be opened without its password."""

    message = "Berkas ini dikunci dengan kata sandi. Hapus kata sandinya, simpan, lalu unggah lagi."


class FileDamaged(FileRefused):
    """It says it is a spreadsheet and cannot be opened as one."""

    message = "Berkas ini rusak atau terpotong. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."


class FileTooLarge(FileRefused):
    """It would need more memory or time than a list of one district may."""

    message = "Berkas ini terlalu besar. Batasnya %(rows)s baris; bagi menjadi beberapa berkas, misalnya per kecamatan."


class NoNikColumn(FileRefused):
    """No visible sheet has a header with a NIK."""

    message = (
        "Kolom NIK tidak ditemukan. Pastikan ada satu baris judul kolom dengan tulisan NIK "
        "di lembar yang tidak disembunyikan."
    )


class NobodyListed(FileRefused):
    """There is a header and nobody under it."""

    message = "Judul kolom ditemukan, tetapi tidak ada satu orang pun di bawahnya."


class NikNumbersLost(FileRefused):
    """The NIK column went through a number format, which keeps only fifteen digits."""

    message = (
        "Digit terakhir NIK di berkas ini sudah hilang karena kolomnya pernah disimpan sebagai angka. "
        "Minta berkas asal, ubah kolom NIK dan KK menjadi Teks sebelum diisi, lalu unggah lagi."
    )


class VillageNeeded(FileRefused):
    """The list names no village anywhere, so the person who uploads it must."""

    message = "Berkas ini tidak menyebut desa. Pilih desa untuk seluruh berkas, lalu unggah lagi."

    def __init__(self, **values: object) -> None:
        """Put the refusal on the form's village field."""
        super().__init__(**values)
        self.field = "village"
