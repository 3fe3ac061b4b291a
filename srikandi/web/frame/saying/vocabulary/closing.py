"""The words of a month's end: what differs, why, how far it is."""

from __future__ import annotations

from enum import StrEnum

from srikandi.closings import (
    Cause,
    DifferenceKind,
    DifferenceStatus,
    ProposalStatus,
    RemittanceSource,
    RemittanceStatus,
)
from srikandi.i18n import N_
from srikandi.programme import closing
from srikandi.programme.closing import CorrectionKind

WORDS: dict[type[StrEnum], dict[str, str]] = {
    DifferenceKind: closing.KINDS,
    Cause: closing.CAUSES,
    DifferenceStatus: {
        DifferenceStatus.OPEN: N_("Belum dijelaskan"),
        DifferenceStatus.EXPLAINED: N_("Dijelaskan"),
        DifferenceStatus.SETTLED: N_("Selesai"),
        DifferenceStatus.GONE: N_("Sudah cocok"),
    },
    CorrectionKind: {
        CorrectionKind.LATE: N_("Uang yang terlambat"),
        CorrectionKind.REVERSED: N_("Jurnal dibalik"),
        CorrectionKind.BILLED: N_("Tagihan versi baru"),
        CorrectionKind.REMITTED: N_("Setoran dibukukan"),
        CorrectionKind.LIVES: N_("Peserta berubah"),
    },
    RemittanceSource: {
        RemittanceSource.BANK: N_("Dari rekening bank"),
        RemittanceSource.PREPAID: N_("Dari uang yang sudah ada di BPJS"),
    },
    RemittanceStatus: {
        RemittanceStatus.PREPARED: N_("Disiapkan"),
        RemittanceStatus.BOOKED: N_("Dibukukan"),
        RemittanceStatus.WITHDRAWN: N_("Batal"),
    },
    ProposalStatus: {
        ProposalStatus.PROPOSED: N_("Menunggu lembaga lain"),
        ProposalStatus.CLOSED: N_("Ditutup"),
        ProposalStatus.WITHDRAWN: N_("Ditarik"),
    },
}
