"""What files, lists of members and urgent cases are called."""

from __future__ import annotations

from enum import StrEnum

from srikandi.coverage import BatchKind
from srikandi.coverage.rosters import RosterStatus
from srikandi.coverage.urgency import UrgentStatus
from srikandi.i18n import N_

WORDS: dict[type[StrEnum], dict[str, str]] = {
    BatchKind: {
        BatchKind.NEW: N_("Peserta baru"),
        BatchKind.REACTIVATED: N_("Aktif kembali"),
        BatchKind.CHANGED: N_("Perubahan data"),
        BatchKind.ENDED: N_("Berhenti"),
    },
    RosterStatus: {
        RosterStatus.WAITING: N_("Menunggu dibaca"),
        RosterStatus.READING: N_("Sedang dibaca"),
        RosterStatus.READY: N_("Sudah dibandingkan"),
        RosterStatus.REFUSED: N_("Tidak bisa dipakai"),
        RosterStatus.CANCELLED: N_("Dihentikan"),
    },
    UrgentStatus: {
        UrgentStatus.REQUESTED: N_("Menunggu persetujuan"),
        UrgentStatus.APPROVED: N_("Siap dikirim ke cabang"),
        UrgentStatus.SENT: N_("Menunggu cabang"),
        UrgentStatus.ACTIVE: N_("Aktif"),
        UrgentStatus.REJECTED: N_("Ditolak cabang"),
        UrgentStatus.REFUSED: N_("Ditolak"),
        UrgentStatus.WITHDRAWN: N_("Ditarik"),
    },
}
