"""What can be said about one row of a list, and the sentence for each.

The sentences are Indonesian source text: pages and files translate them when they show them.
"""

from __future__ import annotations

from enum import StrEnum


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


DUPLICATE_SENTENCE = "Orang ini sudah ada di baris %(row)s berkas yang sama."

CODES: dict[str, str] = {
    Code.NIK_REGION_OTHER: "NIK pertama kali terbit di luar kabupaten ini. Ini wajar.",
    Code.NIK_REGION_UNKNOWN: "Enam angka pertama NIK bukan kode wilayah yang berlaku sekarang.",
    Code.NIK_BIRTHDATE_MISMATCH: "Tanggal lahir berbeda dengan NIK. Yang dipakai: tanggal yang tertulis.",
    Code.NIK_SEX_MISMATCH: "Jenis kelamin berbeda dengan NIK. Yang dipakai: jenis kelamin yang tertulis.",
    Code.NIK_SHARED: "NIK ini juga dipakai baris lain dengan nama lain.",
    Code.DOB_DAY_MONTH_SWAPPED: "Hari dan bulan lahir tertukar. Yang dipakai: tanggal dari NIK.",
    Code.DOB_MISSING: "Tanggal lahir kosong. Yang dipakai: tanggal dari NIK.",
    Code.DOB_INVALID: "Tanggal lahir tidak mungkin ada. Yang dipakai: tanggal dari NIK.",
    Code.SEX_MISSING: "Jenis kelamin kosong. Yang dipakai: jenis kelamin dari NIK.",
    Code.KK_MISSING: "Nomor KK kosong. Orang ini masuk tanpa keluarga.",
    Code.KK_INVALID: "Nomor KK bukan 16 angka atau pernah disimpan sebagai angka. Orang ini masuk tanpa keluarga.",
    Code.VILLAGE_FUZZY: "Nama desa salah satu huruf dan sudah dicocokkan.",
    Code.NAME_ODD: "Nama berisi angka atau tanda yang tidak lazim.",
    Code.ALREADY_COVERED: "Menurut daftar, orang ini sudah punya jaminan kesehatan.",
    Code.NIK_MISSING: "NIK kosong.",
    Code.NIK_LENGTH: "NIK bukan 16 angka.",
    Code.NIK_NUMERIC: "NIK tersimpan sebagai angka, sehingga digit terakhirnya hilang. Ketik ulang sebagai teks.",
    Code.NIK_NOT_DIGITS: "NIK berisi huruf atau tanda lain.",
    Code.NIK_BIRTHDATE_IMPOSSIBLE: "Tanggal lahir di dalam NIK tidak mungkin ada.",
    Code.NIK_SERIAL_ZERO: "NIK berakhir dengan 0000.",
    Code.NIK_CONFLICT: "NIK ini sudah dipakai baris sebelumnya dengan nama lain. Pilih mana yang benar.",
    Code.NAME_MISSING: "Nama kosong.",
    Code.VILLAGE_MISSING: "Desa kosong.",
    Code.VILLAGE_UNKNOWN: "Desa tidak ada di kabupaten ini.",
    Code.VILLAGE_AMBIGUOUS: "Ada dua desa yang cocok. Tulis kecamatannya.",
    Code.STATUS_INACTIVE: "Register menyebut orang ini meninggal, pindah, hilang, atau datanya tidak valid.",
    Code.REGISTERED_ELSEWHERE: "Orang ini sudah terdaftar di kabupaten lain.",
    Code.REGISTERED_AS_OTHER: "Di daftar warga, NIK ini milik orang lain: nama dan tanggal lahirnya berbeda.",
    Code.REGISTERED_DEAD: "Menurut daftar warga, orang ini sudah meninggal.",
    Code.RETURNING: "Orang ini pernah keluar dari daftar dan masuk lagi.",
}
