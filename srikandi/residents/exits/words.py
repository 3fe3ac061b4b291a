"""Why people leave the list, in the words of the page."""

from __future__ import annotations

from srikandi.i18n import N_

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
