"""The Indonesian words of differences, causes and segments, for papers and pages alike."""

from __future__ import annotations

from srikandi.closings import Cause, DifferenceKind
from srikandi.i18n import N_
from srikandi.tariffs import Basis

SEGMENTS: dict[Basis, str] = {
    Basis.PARTICIPANT: N_("PBPU Pemda kelas III, bagian peserta"),
    Basis.PARTICIPANT_AND_REGION: N_("PBPU Pemda kelas III, bagian peserta dan daerah"),
}

KINDS: dict[str, str] = {
    DifferenceKind.NOT_BILLED: N_("Aktif, belum ditagih BPJS"),
    DifferenceKind.HEADCOUNT: N_("Jumlah jiwa tagihan berbeda"),
    DifferenceKind.BILL_TOTAL: N_("Tagihan tidak sama dengan daftarnya"),
    DifferenceKind.NOT_LISTED: N_("Aktif, tidak ada di daftar BPJS"),
    DifferenceKind.LISTED_ONLY: N_("Ditagih, tidak aktif di sini"),
    DifferenceKind.STRANGER: N_("Ditagih, tidak dikenal di sini"),
    DifferenceKind.TWICE: N_("Ditagih lebih dari sekali"),
    DifferenceKind.OTHER_MONTH: N_("Ditagih untuk bulan lain"),
    DifferenceKind.OTHER_SEGMENT: N_("Ditagih di segmen lain"),
    DifferenceKind.OTHER_SUM: N_("Ditagih dengan jumlah lain"),
    DifferenceKind.NOT_ACTIVE: N_("Didanai, belum dinyatakan aktif"),
    DifferenceKind.NOT_REMITTED: N_("Iuran belum disetor"),
    DifferenceKind.IN_TRANSIT: N_("Setoran disiapkan, belum terbukti dibayar"),
    DifferenceKind.OUTGOING: N_("Uang keluar yang belum dibukukan"),
    DifferenceKind.SUSPENSE: N_("Uang masuk yang belum dikenali"),
    DifferenceKind.CLEARING: N_("Uang kartu yang masih di penyedia"),
    DifferenceKind.STATEMENT_GAP: N_("Rekening koran belum sampai akhir bulan"),
}

CAUSES: dict[str, str] = {
    Cause.DIED: N_("Meninggal dunia"),
    Cause.MOVED: N_("Pindah ke luar kabupaten"),
    Cause.LEFT: N_("Keluar dari program"),
    Cause.LATE_ACTIVATION: N_("Aktif terlambat"),
    Cause.DOUBLE_BILLED: N_("Ditagih ganda"),
    Cause.NOT_ON_LIST: N_("Tidak masuk daftar BPJS"),
    Cause.NOT_OURS: N_("Bukan peserta program ini"),
    Cause.NOT_FUNDED: N_("Belum didanai"),
    Cause.PAID_DIRECT: N_("Dibayar langsung ke BPJS"),
    Cause.IN_TRANSIT: N_("Masih dalam perjalanan"),
    Cause.OTHER_SUM: N_("Jumlahnya berbeda"),
    Cause.OTHER_SEGMENT: N_("Tercatat di segmen lain"),
    Cause.UNKNOWN_MONEY: N_("Asal atau tujuan uang belum diketahui"),
    Cause.NOT_YET_PAID: N_("Belum dibayarkan"),
    Cause.NO_STATEMENT: N_("Rekening koran belum diunduh"),
    Cause.OTHER: N_("Sebab lain, dijelaskan di tindak lanjut"),
}
