"""Why BPJS Kesehatan turns somebody down, and what is to be done then.

The branches' own codes are unconfirmed and differ, so this is the shipped default, labelled as such: a code table that
also understands the plain words people write beside a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from srikandi.i18n import N_


class Next(StrEnum):
    """Where a person goes who was turned down."""

    CORRECT = "correct"
    """Back to the village: what we know is wrong or incomplete."""
    EXIT = "exit"
    """Covered otherwise, gone or dead: off the lists."""


@dataclass(frozen=True)
class Rejection:
    """One reason with its next action."""

    code: str
    title: str
    action: str
    next: Next
    exit_reason: str
    """The word of `residents` for an exit, or why somebody left a pool."""
    words: tuple[str, ...]
    """What people write instead of the code."""


REJECTIONS: tuple[Rejection, ...] = (
    Rejection(
        "T01",
        N_("NIK tidak ditemukan atau tidak valid"),
        N_("Desa memeriksa KTP dan KK, memperbaiki NIK, lalu warga diusulkan lagi."),
        Next.CORRECT,
        "invalid",
        ("nik tidak", "nik invalid", "nik salah", "tidak padan", "tidak ditemukan"),
    ),
    Rejection(
        "T02",
        N_("Nama atau tanggal lahir tidak sesuai"),
        N_("Desa mencocokkan nama dan tanggal lahir dengan KTP, lalu warga diusulkan lagi."),
        Next.CORRECT,
        "invalid",
        ("nama tidak", "nama beda", "tanggal lahir"),
    ),
    Rejection(
        "T03",
        N_("Sudah meninggal"),
        N_("Desa meminta akta kematian. Jiwa-bulannya diteruskan ke urutan berikutnya."),
        Next.EXIT,
        "died",
        ("meninggal", "wafat"),
    ),
    Rejection(
        "T04",
        N_("Sudah aktif sebagai pekerja (PPU)"),
        N_("Tidak perlu tindakan: warga ditanggung pemberi kerjanya."),
        Next.EXIT,
        "employed",
        ("ppu", "pekerja"),
    ),
    Rejection(
        "T05",
        N_("Sudah aktif sebagai penerima bantuan iuran (PBI)"),
        N_("Tidak perlu tindakan: iurannya ditanggung negara."),
        Next.EXIT,
        "pbi",
        ("pbi", "bantuan iuran"),
    ),
    Rejection(
        "T06",
        N_("Sudah aktif sebagai peserta mandiri"),
        N_("Tanyakan kepada warga apakah tetap membayar sendiri."),
        Next.EXIT,
        "self_paying",
        ("mandiri", "pbpu aktif"),
    ),
    Rejection(
        "T07",
        N_("Pindah ke luar kabupaten"),
        N_("Hapus dari daftar desa; kabupaten tujuan yang mengusulkan."),
        Next.EXIT,
        "moved",
        ("pindah", "luar kabupaten", "luar wilayah"),
    ),
    Rejection(
        "T08",
        N_("Data ganda"),
        N_("Gabungkan dengan data yang sudah terdaftar."),
        Next.EXIT,
        "duplicate",
        ("ganda", "duplikat", "double"),
    ),
)
OTHER = Rejection(
    "T99",
    N_("Alasan lain"),
    N_("Hubungi kantor cabang BPJS Kesehatan, perbaiki datanya, lalu usulkan lagi."),
    Next.CORRECT,
    "invalid",
    (),
)
_BY_CODE = {one.code: one for one in (*REJECTIONS, OTHER)}


def rejection_of(code: str, words: str = "", *, own: Mapping[str, str] | None = None) -> Rejection:
    """Give the reason behind a code, else behind the words beside it; what nobody knows is `T99`.

    `own` are the branch's codes, by the reason they stand for.
    """
    said_code = code.strip().upper()
    of_branch = {theirs.strip().upper(): ours for ours, theirs in (own or {}).items() if theirs.strip()}
    known = _BY_CODE.get(of_branch.get(said_code, said_code))
    if known is not None:
        return known
    said = f"{code} {words}".casefold()
    return next((one for one in REJECTIONS if any(word in said for word in one.words)), OTHER)
