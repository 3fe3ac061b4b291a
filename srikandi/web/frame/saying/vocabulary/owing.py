"""The words of months people owe."""

from __future__ import annotations

from enum import StrEnum

from srikandi.arrears import ArrearsSource, ArrearsStatus, CareClass
from srikandi.arrears.lists import ArrearsListStatus
from srikandi.arrears.paying import SettlementStatus
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
        ArrearsStatus.PLANNED: N_("Direncanakan"),
        ArrearsStatus.FUNDED: N_("Terdanai"),
        ArrearsStatus.SETTLED: N_("Lunas"),
        ArrearsStatus.CLEARED: N_("Tidak ditagih lagi"),
    },
    SettlementStatus: {
        SettlementStatus.BUILT: N_("Menunggu BPJS Kesehatan"),
        SettlementStatus.SETTLED: N_("Lunas"),
        SettlementStatus.WITHDRAWN: N_("Ditarik"),
    },
    ArrearsListStatus: {
        ArrearsListStatus.STAGED: N_("Menunggu persetujuan"),
        ArrearsListStatus.APPROVED: N_("Disetujui"),
        ArrearsListStatus.DISCARDED: N_("Dibuang"),
    },
}
