"""What is to be said about a row of a list of arrears."""

from __future__ import annotations

from enum import StrEnum

from srikandi.i18n import N_


class ArrearsCode(StrEnum):
    """Why a row was decided as it was."""

    NIK_WRONG = "NIK_WRONG"
    NIK_LOST = "NIK_LOST"
    UNKNOWN = "UNKNOWN"
    NAME_DIFFERS = "NAME_DIFFERS"
    HAS_LEFT = "HAS_LEFT"
    MONTHS_WRONG = "MONTHS_WRONG"
    CLASS_WRONG = "CLASS_WRONG"
    PERIOD_WRONG = "PERIOD_WRONG"
    NOT_PRICED = "NOT_PRICED"
    TWICE = "TWICE"
    SAME = "SAME"
    CAPPED = "CAPPED"
    AMOUNT_DIFFERS = "AMOUNT_DIFFERS"
    OWES_NOTHING = "OWES_NOTHING"


ARREARS_CODES: dict[ArrearsCode, str] = {
    ArrearsCode.NIK_WRONG: N_("NIK-nya bukan NIK yang benar."),
    ArrearsCode.NIK_LOST: N_("NIK-nya berupa angka, jadi digit terakhirnya hilang. Simpan kolomnya sebagai teks."),
    ArrearsCode.UNKNOWN: N_("Tidak ada warga dengan NIK ini di kabupaten ini."),
    ArrearsCode.NAME_DIFFERS: N_("Namanya lain dari warga dengan NIK ini."),
    ArrearsCode.HAS_LEFT: N_("Warga ini sudah tercatat keluar."),
    ArrearsCode.MONTHS_WRONG: N_("Jumlah bulan atau bulan awalnya tidak terbaca."),
    ArrearsCode.CLASS_WRONG: N_("Kelasnya tidak terbaca. Tulis 1, 2, atau 3."),
    ArrearsCode.PERIOD_WRONG: N_("Bulan awal dan akhirnya tidak cocok, atau belum tiba."),
    ArrearsCode.NOT_PRICED: N_("Iuran untuk bulan setua itu belum tercatat."),
    ArrearsCode.TWICE: N_("Warga ini sudah disebut baris di atasnya untuk bulan yang sama."),
    ArrearsCode.SAME: N_("Sudah tercatat persis begitu."),
    ArrearsCode.CAPPED: N_("Dihitung 24 bulan terakhir saja; yang lebih tua tidak ditagih."),
    ArrearsCode.AMOUNT_DIFFERS: N_("Jumlah rupiah di berkas lain dari bulan kali iuran kelasnya."),
    ArrearsCode.OWES_NOTHING: N_("Menurut daftar ini sudah tidak menunggak."),
}
