"""The words of a person's rights over their own data, and of breaches."""

from __future__ import annotations

from enum import StrEnum

from srikandi.i18n import N_
from srikandi.rights import BreachStatus, Proof, RequestKind, RequestStatus, Told

WORDS: dict[type[StrEnum], dict[str, str]] = {
    RequestKind: {
        RequestKind.ACCESS: N_("Melihat data dan siapa yang membukanya"),
        RequestKind.CORRECTION: N_("Memperbaiki data"),
        RequestKind.RESTRICTION: N_("Membatasi pemakaian data"),
        RequestKind.ERASURE: N_("Menghapus data"),
    },
    RequestStatus: {
        RequestStatus.OPEN: N_("Menunggu jawaban"),
        RequestStatus.DONE: N_("Dijawab"),
        RequestStatus.REFUSED: N_("Ditolak"),
        RequestStatus.LIFTED: N_("Dicabut lagi"),
    },
    Proof: {
        Proof.IDENTITY_CARD: N_("KTP asli dicocokkan dengan orangnya"),
        Proof.FAMILY_CARD: N_("KK asli dan perangkat desa mengenalnya"),
        Proof.GUARDIAN: N_("Orang tua atau wali, dengan KK dan KTP-nya"),
        Proof.PROXY: N_("Surat kuasa dan KTP kedua pihak"),
    },
    BreachStatus: {
        BreachStatus.OPEN: N_("Belum semua diberi tahu"),
        BreachStatus.TOLD: N_("Sudah diberi tahu"),
        BreachStatus.CLOSED: N_("Ditutup"),
    },
    Told: {
        Told.PEOPLE: N_("Warga yang datanya terkena"),
        Told.AUTHORITY: N_("Lembaga pelindungan data pribadi"),
        Told.PUBLIC: N_("Masyarakat luas"),
    },
}
