"""What can be said about one row of a list, and the sentence for each.

The sentences are Indonesian source text: pages and files translate them when they show them.
"""

from __future__ import annotations

from enum import StrEnum

from srikandi.i18n import N_


class Decision(StrEnum):
    """What happens to a row."""

    ACCEPT = "accept"
    WARN = "warn"
    REJECT = "reject"
    DUPLICATE = "duplicate"


class Code(StrEnum):
    """One reason for a decision."""

    NIK_REGION_OTHER = "NIK_REGION_OTHER"
    NIK_REGION_UNKNOWN = "NIK_REGION_UNKNOWN"
    NIK_BIRTHDATE_MISMATCH = "NIK_BIRTHDATE_MISMATCH"
    NIK_SEX_MISMATCH = "NIK_SEX_MISMATCH"
    NIK_SHARED = "NIK_SHARED"
    DOB_DAY_MONTH_SWAPPED = "DOB_DAY_MONTH_SWAPPED"
    DOB_MISSING = "DOB_MISSING"
    DOB_INVALID = "DOB_INVALID"
    SEX_MISSING = "SEX_MISSING"
    KK_MISSING = "KK_MISSING"
    KK_INVALID = "KK_INVALID"
    VILLAGE_FUZZY = "VILLAGE_FUZZY"
    NAME_ODD = "NAME_ODD"
    ALREADY_COVERED = "ALREADY_COVERED"
    NIK_MISSING = "NIK_MISSING"
    NIK_LENGTH = "NIK_LENGTH"
    NIK_NUMERIC = "NIK_NUMERIC"
    NIK_NOT_DIGITS = "NIK_NOT_DIGITS"
    NIK_BIRTHDATE_IMPOSSIBLE = "NIK_BIRTHDATE_IMPOSSIBLE"
    NIK_SERIAL_ZERO = "NIK_SERIAL_ZERO"
    NIK_CONFLICT = "NIK_CONFLICT"
    NAME_MISSING = "NAME_MISSING"
    VILLAGE_MISSING = "VILLAGE_MISSING"
    VILLAGE_UNKNOWN = "VILLAGE_UNKNOWN"
    VILLAGE_AMBIGUOUS = "VILLAGE_AMBIGUOUS"
    STATUS_INACTIVE = "STATUS_INACTIVE"
    REGISTERED_ELSEWHERE = "REGISTERED_ELSEWHERE"
    REGISTERED_AS_OTHER = "REGISTERED_AS_OTHER"
    REGISTERED_DEAD = "REGISTERED_DEAD"
    RETURNING = "RETURNING"


DUPLICATE_SENTENCE = N_("Orang ini sudah ada di baris %(row)s berkas yang sama.")

CODES: dict[str, str] = {
    Code.NIK_REGION_OTHER: N_("NIK pertama kali terbit di luar kabupaten ini. Ini wajar."),
    Code.NIK_REGION_UNKNOWN: N_("Enam angka pertama NIK bukan kode wilayah yang berlaku sekarang."),
    Code.NIK_BIRTHDATE_MISMATCH: N_("Tanggal lahir berbeda dengan NIK. Yang dipakai: tanggal yang tertulis."),
    Code.NIK_SEX_MISMATCH: N_("Jenis kelamin berbeda dengan NIK. Yang dipakai: jenis kelamin yang tertulis."),
    Code.NIK_SHARED: N_("NIK ini juga dipakai baris lain dengan nama lain."),
    Code.DOB_DAY_MONTH_SWAPPED: N_("Hari dan bulan lahir tertukar. Yang dipakai: tanggal dari NIK."),
    Code.DOB_MISSING: N_("Tanggal lahir kosong. Yang dipakai: tanggal dari NIK."),
    Code.DOB_INVALID: N_("Tanggal lahir tidak mungkin ada. Yang dipakai: tanggal dari NIK."),
    Code.SEX_MISSING: N_("Jenis kelamin kosong. Yang dipakai: jenis kelamin dari NIK."),
    Code.KK_MISSING: N_("Nomor KK kosong. Orang ini masuk tanpa keluarga."),
    Code.KK_INVALID: N_("Nomor KK bukan 16 angka atau pernah disimpan sebagai angka. Orang ini masuk tanpa keluarga."),
    Code.VILLAGE_FUZZY: N_("Nama desa salah satu huruf dan sudah dicocokkan."),
    Code.NAME_ODD: N_("Nama berisi angka atau tanda yang tidak lazim."),
    Code.ALREADY_COVERED: N_("Menurut daftar, orang ini sudah punya jaminan kesehatan."),
    Code.NIK_MISSING: N_("NIK kosong."),
    Code.NIK_LENGTH: N_("NIK bukan 16 angka."),
    Code.NIK_NUMERIC: N_("NIK tersimpan sebagai angka, sehingga digit terakhirnya hilang. Ketik ulang sebagai teks."),
    Code.NIK_NOT_DIGITS: N_("NIK berisi huruf atau tanda lain."),
    Code.NIK_BIRTHDATE_IMPOSSIBLE: N_("Tanggal lahir di dalam NIK tidak mungkin ada."),
    Code.NIK_SERIAL_ZERO: N_("NIK berakhir dengan 0000."),
    Code.NIK_CONFLICT: N_("NIK ini sudah dipakai baris sebelumnya dengan nama lain. Pilih mana yang benar."),
    Code.NAME_MISSING: N_("Nama kosong."),
    Code.VILLAGE_MISSING: N_("Desa kosong."),
    Code.VILLAGE_UNKNOWN: N_("Desa tidak ada di kabupaten ini."),
    Code.VILLAGE_AMBIGUOUS: N_("Ada dua desa yang cocok. Tulis kecamatannya."),
    Code.STATUS_INACTIVE: N_("Register menyebut orang ini meninggal, pindah, hilang, atau datanya tidak valid."),
    Code.REGISTERED_ELSEWHERE: N_("Orang ini sudah terdaftar di kabupaten lain."),
    Code.REGISTERED_AS_OTHER: N_("Di daftar warga, NIK ini milik orang lain: nama dan tanggal lahirnya berbeda."),
    Code.REGISTERED_DEAD: N_("Menurut daftar warga, orang ini sudah meninggal."),
    Code.RETURNING: N_("Orang ini pernah keluar dari daftar dan masuk lagi."),
}
