"""The words of facilities, cards and complaints."""

from __future__ import annotations

from enum import StrEnum

from srikandi.cards import Standing
from srikandi.complaints import Channel, ComplaintKind, ComplaintStatus, Outcome
from srikandi.facilities import Chooser, FacilityKind, FacilityStatus
from srikandi.i18n import N_

WORDS: dict[type[StrEnum], dict[str, str]] = {
    FacilityKind: {
        FacilityKind.PUSKESMAS: N_("Puskesmas"),
        FacilityKind.CLINIC: N_("Klinik pratama"),
        FacilityKind.DOCTOR: N_("Dokter praktik perorangan"),
        FacilityKind.DENTIST: N_("Dokter gigi"),
    },
    FacilityStatus: {
        FacilityStatus.OPEN: N_("Menerima peserta"),
        FacilityStatus.CLOSED: N_("Tidak menerima lagi"),
    },
    Chooser: {
        Chooser.PERSON: N_("Warga sendiri"),
        Chooser.VILLAGE: N_("Petugas desa"),
    },
    Standing: {
        Standing.ACTIVE: N_("Aktif"),
        Standing.COMING: N_("Belum mulai"),
        Standing.OVER: N_("Sudah berakhir"),
        Standing.NEVER: N_("Belum dikonfirmasi"),
    },
    ComplaintKind: {
        ComplaintKind.REFUSED: N_("Ditolak di puskesmas, klinik, atau rumah sakit"),
        ComplaintKind.ASKED_TO_PAY: N_("Diminta membayar"),
        ComplaintKind.INACTIVE: N_("Kartu dikatakan tidak aktif"),
        ComplaintKind.WRONG_DETAILS: N_("Data keliru"),
        ComplaintKind.OTHER: N_("Hal lain"),
    },
    ComplaintStatus: {
        ComplaintStatus.RECEIVED: N_("Baru masuk"),
        ComplaintStatus.WORKING: N_("Sedang ditangani"),
        ComplaintStatus.PASSED: N_("Di cabang BPJS"),
        ComplaintStatus.SOLVED: N_("Selesai"),
    },
    Channel: {
        Channel.CARD: N_("Halaman kartu"),
        Channel.VILLAGE: N_("Petugas desa"),
        Channel.DISTRICT: N_("Petugas kabupaten"),
    },
    Outcome: {
        Outcome.SERVED: N_("Sudah dilayani"),
        Outcome.CORRECTED: N_("Data atau status diperbaiki"),
        Outcome.REFUNDED: N_("Uangnya dikembalikan"),
        Outcome.EXPLAINED: N_("Dijelaskan; aturannya memang begitu"),
        Outcome.UNFOUNDED: N_("Tidak terbukti"),
        Outcome.WITHDRAWN: N_("Dicabut pelapor"),
    },
}
