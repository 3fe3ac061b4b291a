"""Why people leave the list, in the words of the page and of the files that report it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from srikandi.i18n import N_
from srikandi.residents.importing.cleaning import key_of

EXIT_WORDS: dict[str, str] = {
    "died": N_("Meninggal dunia"),
    "moved": N_("Pindah ke kabupaten lain"),
    "employed": N_("Bekerja, iurannya ditanggung pemberi kerja"),
    "pbi": N_("Sudah ditanggung pemerintah pusat (PBI)"),
    "self_paying": N_("Membayar iuran sendiri"),
    "withdrew": N_("Tidak bersedia"),
    "duplicate": N_("Tercatat dua kali"),
    "invalid": N_("Datanya keliru atau orangnya tidak ada"),
}
DIED, DUPLICATE = "died", "duplicate"
STILL_HERE = "still_here"
"""What a list says of people who have not left."""

STEMS: Mapping[str, tuple[str, ...]] = {
    STILL_HERE: ("hidup", "aktif", "masihada"),
    "died": ("meninggal", "wafat", "kematian", "mati", "almarhum", "died"),
    "moved": ("pindah", "mutasikeluar", "moved"),
    "employed": ("ppu", "bekerja", "pekerja", "karyawan", "pegawai", "employed"),
    "pbi": ("pbi", "jamkesmas"),
    "self_paying": ("mandiri", "bayarsendiri", "iuransendiri", "membayarsendiri", "membayariuransendiri"),
    "withdrew": ("mengundurkan", "mundur", "menolak", "tidakbersedia", "tidakmau"),
    "duplicate": ("ganda", "duplikat", "dobel", "duakali"),
    "invalid": ("tidakditemukan", "tidakdikenal", "invalid", "tidakvalid", "fiktif"),
}
BEFORE_ALIVE = ("nonaktif", "tidakaktif", "sudahtidak")
"""Words that begin like somebody who is still here, and say nothing of why they left."""


class ExitCode(StrEnum):
    """What is to be said about a row of such a file."""

    NIK_WRONG = "NIK_WRONG"
    NIK_LOST = "NIK_LOST"
    CARD_WRONG = "CARD_WRONG"
    UNKNOWN = "UNKNOWN"
    NAME_DIFFERS = "NAME_DIFFERS"
    REASON_UNKNOWN = "REASON_UNKNOWN"
    STILL_HERE = "STILL_HERE"
    DATE_WRONG = "DATE_WRONG"
    BEFORE_BIRTH = "BEFORE_BIRTH"
    ALREADY_LEFT = "ALREADY_LEFT"
    TWICE = "TWICE"
    LONG_AGO = "LONG_AGO"
    PAID_SINCE = "PAID_SINCE"
    LEFT_MEANWHILE = "LEFT_MEANWHILE"


EXIT_CODES: dict[ExitCode, str] = {
    ExitCode.NIK_WRONG: N_("NIK-nya bukan NIK yang benar."),
    ExitCode.NIK_LOST: N_("NIK tersimpan sebagai angka, jadi digit terakhirnya hilang. Simpan sebagai teks."),
    ExitCode.CARD_WRONG: N_("Nomor kartu JKN harus 13 angka."),
    ExitCode.UNKNOWN: N_("Tidak ada warga kabupaten ini dengan nomor itu."),
    ExitCode.NAME_DIFFERS: N_("Nama di berkas berbeda dengan nama warga yang punya nomor itu."),
    ExitCode.REASON_UNKNOWN: N_("Alasannya tidak dikenali. Tulis misalnya meninggal, pindah, bekerja, atau PBI."),
    ExitCode.STILL_HERE: N_("Baris ini mengatakan orangnya masih ada."),
    ExitCode.DATE_WRONG: N_("Tanggalnya kosong, tidak terbaca, atau belum tiba."),
    ExitCode.BEFORE_BIRTH: N_("Tanggalnya sebelum warga ini lahir."),
    ExitCode.ALREADY_LEFT: N_("Sudah tercatat keluar; tidak ada yang berubah."),
    ExitCode.TWICE: N_("Orang yang sama sudah ada di baris lain berkas ini."),
    ExitCode.LONG_AGO: N_("Lebih dari setahun yang lalu. Pastikan tanggalnya benar."),
    ExitCode.PAID_SINCE: N_("Ada bulan sesudahnya yang sudah dikonfirmasi BPJS; mintalah dikembalikan."),
    ExitCode.LEFT_MEANWHILE: N_("Keluar lewat jalan lain sebelum berkas ini disetujui."),
}


def reason_in(text: str) -> str | None:
    """Give the reason a file's words name: a key of `EXIT_WORDS`, `STILL_HERE`, or nothing that is understood."""
    key = key_of(text)
    if key in EXIT_WORDS:
        return key
    by_words = {key_of(words): name for name, words in EXIT_WORDS.items()}
    if key in by_words:
        return by_words[key]
    is_gone = any(word in key for word in BEFORE_ALIVE)
    for reason, stems in STEMS.items():
        if any(stem in key for stem in stems) and not (reason == STILL_HERE and is_gone):
            return reason
    return None
