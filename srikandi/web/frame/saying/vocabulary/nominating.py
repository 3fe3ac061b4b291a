"""Field sessions, and how nominations stand, who made them, and why somebody is not listed."""

from __future__ import annotations

from enum import StrEnum

from srikandi.fieldwork import FieldKind, FieldStatus, Venue
from srikandi.i18n import N_
from srikandi.nominations import Decline, NominationStatus, NominatorKind

WORDS: dict[type[StrEnum], dict[str, str]] = {
    FieldKind: {
        FieldKind.REGISTRATION: N_("Pendaftaran"),
        FieldKind.INFORMATION: N_("Penyuluhan"),
        FieldKind.MOBILE: N_("BPJS Keliling"),
        FieldKind.PESIAR: N_("PESIAR"),
        FieldKind.PUSKESMAS: N_("Posko puskesmas"),
    },
    Venue: {
        Venue.VILLAGE: N_("Desa"),
        Venue.MARKET: N_("Pasar"),
        Venue.WORKSITE: N_("Tempat kerja"),
        Venue.CLINIC: N_("Puskesmas"),
        Venue.OTHER: N_("Tempat lain"),
    },
    FieldStatus: {
        FieldStatus.PLANNED: N_("Direncanakan"),
        FieldStatus.HELD: N_("Terlaksana"),
        FieldStatus.CANCELLED: N_("Batal"),
    },
    NominationStatus: {
        NominationStatus.RECEIVED: N_("Diterima"),
        NominationStatus.VISITING: N_("Sedang dikunjungi"),
        NominationStatus.LISTED: N_("Sudah masuk daftar"),
        NominationStatus.DECLINED: N_("Tidak masuk daftar"),
    },
    NominatorKind: {
        NominatorKind.SELF: N_("Saya sendiri"),
        NominatorKind.FAMILY: N_("Keluarga saya"),
        NominatorKind.NEIGHBOURHOOD: N_("Warga RT atau RW saya (saya pengurusnya)"),
        NominatorKind.AGENT: N_("Warga yang saya dampingi (saya agen PESIAR)"),
        NominatorKind.HEALTH: N_("Warga yang datang ke puskesmas (saya petugasnya)"),
        NominatorKind.OTHER: N_("Orang lain yang saya kenal"),
    },
    Decline: {
        Decline.COVERED: N_("Orangnya sudah terlindungi JKN."),
        Decline.OTHER_VILLAGE: N_("Orangnya tidak tinggal di desa ini."),
        Decline.NOT_FOUND: N_("Orang atau rumahnya tidak ditemukan."),
        Decline.PAPERS: N_("Isian tidak cocok dengan KTP atau KK."),
        Decline.WAGES: N_("Orangnya bekerja, jadi didaftarkan oleh pemberi kerjanya."),
        Decline.DIED: N_("Orangnya sudah meninggal."),
        Decline.UNWILLING: N_("Orangnya tidak bersedia."),
        Decline.WITHDRAWN: N_("Usulan dicabut oleh orangnya."),
        Decline.UNANSWERED: N_("Belum diputuskan sampai batas waktunya, jadi isiannya dihapus. Silakan usulkan lagi."),
    },
}

NOMINATED_BY: dict[NominatorKind, str] = {
    NominatorKind.SELF: N_("Orangnya sendiri"),
    NominatorKind.FAMILY: N_("Keluarganya"),
    NominatorKind.NEIGHBOURHOOD: N_("Pengurus RT atau RW"),
    NominatorKind.AGENT: N_("Agen PESIAR"),
    NominatorKind.HEALTH: N_("Petugas puskesmas"),
    NominatorKind.OTHER: N_("Orang lain"),
}
"""The same as an officer reads it."""
