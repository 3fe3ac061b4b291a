"""The words of months people owe."""

from __future__ import annotations

from enum import StrEnum

from srikandi.arrears import ArrearsSource, ArrearsStatus, CareClass
from srikandi.arrears.lists import ArrearsListStatus
from srikandi.i18n import N_

WORDS: dict[type[StrEnum], dict[str, str]] = {
    CareClass: {
        CareClass.FIRST: N_("Kelas I"),
        CareClass.SECOND: N_("Kelas II"),
        CareClass.THIRD: N_("Kelas III"),
    },
    ArrearsSource: {
        ArrearsSource.LIST: N_("Daftar BPJS Kesehatan"),
        ArrearsSource.DISTRICT: N_("Perbaikan kabupaten"),
        ArrearsSource.PAID: N_("Dilunasi sendiri"),
    },
    ArrearsStatus: {
        ArrearsStatus.OWED: N_("Menunggak"),
        ArrearsStatus.CLEARED: N_("Tidak ditagih lagi"),
    },
    ArrearsListStatus: {
        ArrearsListStatus.STAGED: N_("Menunggu persetujuan"),
        ArrearsListStatus.APPROVED: N_("Disetujui"),
        ArrearsListStatus.DISCARDED: N_("Dibuang"),
    },
}
