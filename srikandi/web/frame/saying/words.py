"""The word each status and role wears on a page: one table a kind, Indonesian, translated when shown."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import gettext

from srikandi.coverage import BatchStatus, LifeMonthStatus, LineStatus
from srikandi.documents import DocumentKind, DocumentStatus
from srikandi.i18n import N_
from srikandi.organisations import GateStatus, Kind, Standing
from srikandi.places.uhc import Tier
from srikandi.pledges import Answer, ConsortiumStatus, DueStanding, Frequency, HoldStatus, PledgeStatus, SuccessionRule
from srikandi.pledges.credits import CreditUse
from srikandi.pledges.successions import QuestionStatus
from srikandi.pools import MemberStatus, PoolStatus
from srikandi.reports import ReportStep
from srikandi.residents import Decision, Effect, ImportStatus, ResidentKind, ResidentStatus
from srikandi.residents.duplicates import SuspicionStatus
from srikandi.residents.exits import ExitListStatus, ExitSource
from srikandi.samples import Outcome, SampleStatus
from srikandi.tariffs import Basis
from srikandi.users import Role
from srikandi.web.frame.saying.vocabulary import closing, nominating, owing, paying, registering, rights
from srikandi.web.frame.saying.vocabulary.people import telling

WORDS: dict[type[StrEnum], dict[str, str]] = {
    Role: {
        Role.VILLAGE: N_("Petugas desa"),
        Role.MAKER: N_("Petugas kabupaten"),
        Role.CHECKER: N_("Penyetuju kabupaten"),
        Role.COMPANY: N_("Perusahaan"),
        Role.TREASURER: N_("Bendahara"),
        Role.BRANCH: N_("Petugas cabang BPJS"),
        Role.FORUM: N_("Penelaah forum"),
        Role.AUDITOR: N_("Pemeriksa"),
        Role.ADMIN: N_("Administrator"),
    },
    Kind: {
        Kind.COMPANY: N_("Perusahaan"),
        Kind.GOVERNMENT: N_("Pemerintah kabupaten"),
        Kind.FORUM: N_("Forum TJSL"),
        Kind.BRANCH: N_("Cabang BPJS Kesehatan"),
    },
    Standing: {
        Standing.APPLIED: N_("Menunggu keputusan"),
        Standing.ADMITTED: N_("Diterima"),
        Standing.REFUSED: N_("Ditolak"),
        Standing.SUSPENDED: N_("Ditangguhkan"),
    },
    GateStatus: {
        GateStatus.DECLARED: N_("Menunggu pemeriksaan"),
        GateStatus.CONFIRMED: N_("Terkonfirmasi"),
        GateStatus.REFUSED: N_("Ditolak"),
    },
    Answer: {
        Answer.WAITING: N_("Belum menjawab"),
        Answer.ACCEPTED: N_("Setuju"),
        Answer.DECLINED: N_("Tidak setuju"),
    },
    ConsortiumStatus: {
        ConsortiumStatus.GATHERING: N_("Menghimpun peserta"),
        ConsortiumStatus.MET: N_("Syarat terpenuhi, menunggu kabupaten"),
        ConsortiumStatus.FORMED: N_("Disetujui"),
        ConsortiumStatus.EXPIRED: N_("Batas waktu lewat"),
        ConsortiumStatus.CANCELLED: N_("Dibatalkan"),
        ConsortiumStatus.REFUSED: N_("Ditolak"),
    },
    Basis: {
        Basis.PARTICIPANT: N_("Bagian peserta"),
        Basis.PARTICIPANT_AND_REGION: N_("Bagian peserta dan daerah"),
    },
    ResidentStatus: {
        ResidentStatus.IMPORTED: N_("Belum diverifikasi"),
        ResidentStatus.VERIFIED: N_("Terverifikasi"),
        ResidentStatus.HELD: N_("Dititipkan"),
        ResidentStatus.COVERED: N_("Terlindungi"),
        ResidentStatus.LAPSED: N_("Berakhir"),
        ResidentStatus.EXITED: N_("Sudah keluar"),
    },
    ResidentKind: {
        ResidentKind.RECRUITMENT: N_("Peserta baru"),
        ResidentKind.REACTIVATION: N_("Aktif kembali"),
    },
    ImportStatus: {
        ImportStatus.WAITING: N_("Menunggu dibaca"),
        ImportStatus.READING: N_("Sedang dibaca"),
        ImportStatus.UNMAPPED: N_("Kolom perlu ditunjukkan"),
        ImportStatus.STOPPED: N_("Dihentikan"),
        ImportStatus.REFUSED: N_("Tidak bisa dibaca"),
        ImportStatus.STAGED: N_("Menunggu persetujuan"),
        ImportStatus.COMPARING: N_("Sedang dibandingkan"),
        ImportStatus.APPROVING: N_("Warganya sedang dimasukkan"),
        ImportStatus.APPROVED: N_("Disetujui"),
        ImportStatus.DISCARDED: N_("Dibuang"),
        ImportStatus.UNDONE: N_("Dibatalkan"),
    },
    Decision: {
        Decision.ACCEPT: N_("Diterima"),
        Decision.WARN: N_("Diterima dengan catatan"),
        Decision.REJECT: N_("Ditolak"),
        Decision.DUPLICATE: N_("Ganda"),
    },
    Effect: {
        Effect.NEW: N_("Warga baru"),
        Effect.CHANGED: N_("Data berubah"),
        Effect.SAME: N_("Sudah sama"),
    },
    PoolStatus: {
        PoolStatus.DRAFT: N_("Konsep"),
        PoolStatus.PROPOSED: N_("Diusulkan"),
        PoolStatus.APPROVED: N_("Disetujui"),
        PoolStatus.OPEN: N_("Dibuka"),
        PoolStatus.CLOSED: N_("Ditutup"),
    },
    MemberStatus: {
        MemberStatus.LISTED: N_("Menunggu penanggung"),
        MemberStatus.HELD: N_("Dititipkan"),
        MemberStatus.COVERED: N_("Terlindungi"),
        MemberStatus.REMOVED: N_("Dikeluarkan"),
    },
    DueStanding: {
        DueStanding.WAITING: N_("Belum jatuh tempo"),
        DueStanding.GRACE: N_("Masa tenggang"),
        DueStanding.OVERDUE: N_("Menunggak"),
        DueStanding.PAID: N_("Lunas"),
    },
    PledgeStatus: {
        PledgeStatus.OFFERED: N_("Menunggu persetujuan"),
        PledgeStatus.APPROVED: N_("Disetujui"),
        PledgeStatus.AGREED: N_("Perjanjian tercatat"),
        PledgeStatus.RUNNING: N_("Berjalan"),
        PledgeStatus.COMPLETED: N_("Selesai"),
        PledgeStatus.REFUSED: N_("Ditolak"),
        PledgeStatus.EXPIRED: N_("Lewat batas waktu"),
        PledgeStatus.CANCELLED: N_("Dibatalkan"),
    },
    HoldStatus: {
        HoldStatus.HELD: N_("Dititipkan"),
        HoldStatus.KEPT: N_("Tetap"),
        HoldStatus.EXPIRED: N_("Lewat batas waktu"),
        HoldStatus.RELEASED: N_("Dilepas"),
    },
    Frequency: {
        Frequency.ONCE: N_("Sekaligus"),
        Frequency.QUARTERLY: N_("Tiap tiga bulan"),
        Frequency.MONTHLY: N_("Tiap bulan"),
    },
    SuccessionRule: {
        SuccessionRule.NEXT: N_("Diteruskan ke warga berikutnya"),
        SuccessionRule.ASK: N_("Tanya perusahaan dulu"),
        SuccessionRule.RETURN: N_("Kembali sebagai saldo"),
    },
    ExitListStatus: {
        ExitListStatus.STAGED: N_("Menunggu persetujuan"),
        ExitListStatus.APPROVED: N_("Disetujui"),
        ExitListStatus.DISCARDED: N_("Dibuang"),
    },
    ExitSource: {
        ExitSource.CIVIL_REGISTRY: N_("Disdukcapil"),
        ExitSource.BPJS: N_("BPJS Kesehatan"),
        ExitSource.OTHER: N_("Lainnya"),
    },
    SuspicionStatus: {
        SuspicionStatus.OPEN: N_("Perlu diputuskan"),
        SuspicionStatus.MERGED: N_("Digabung"),
        SuspicionStatus.KEPT: N_("Dua orang"),
        SuspicionStatus.GONE: N_("Tidak lagi mirip"),
    },
    QuestionStatus: {
        QuestionStatus.OPEN: N_("Menunggu jawaban"),
        QuestionStatus.NEXT: N_("Diteruskan"),
        QuestionStatus.RETURN: N_("Kembali sebagai saldo"),
        QuestionStatus.PASSED: N_("Tanpa jawaban: diteruskan"),
        QuestionStatus.GONE: N_("Tidak perlu dijawab lagi"),
    },
    LifeMonthStatus: {
        LifeMonthStatus.PLANNED: N_("Direncanakan"),
        LifeMonthStatus.FUNDED: N_("Didanai"),
        LifeMonthStatus.SENT: N_("Dikirim ke BPJS"),
        LifeMonthStatus.ACTIVE: N_("Aktif"),
        LifeMonthStatus.RELEASED: N_("Dilepas"),
    },
    BatchStatus: {
        BatchStatus.BUILT: N_("Siap dikirim"),
        BatchStatus.SENT: N_("Terkirim"),
        BatchStatus.ANSWERED: N_("Dijawab"),
    },
    LineStatus: {
        LineStatus.WAITING: N_("Menunggu jawaban"),
        LineStatus.ACCEPTED: N_("Diterima"),
        LineStatus.REJECTED: N_("Ditolak"),
    },
    CreditUse: {
        CreditUse.EXTEND: N_("Memperpanjang komitmen"),
        CreditUse.MOVE: N_("Pindah ke komitmen lain"),
        CreditUse.KEEP: N_("Disimpan untuk komitmen berikutnya"),
        CreditUse.REFUND: N_("Diminta kembali"),
    },
    DocumentKind: {
        DocumentKind.CERTIFICATE: N_("Sertifikat"),
        DocumentKind.STATEMENT: N_("Rekap kontribusi"),
        DocumentKind.RECONCILIATION: N_("Berita Acara Rekonsiliasi"),
    },
    DocumentStatus: {
        DocumentStatus.VALID: N_("Berlaku"),
        DocumentStatus.SUPERSEDED: N_("Digantikan"),
        DocumentStatus.REVOKED: N_("Dicabut"),
    },
    Tier: {
        Tier.PRIORITY: N_("UHC Prioritas"),
        Tier.PRATAMA: N_("Pratama"),
        Tier.MADYA: N_("Madya"),
        Tier.UTAMA: N_("Utama"),
    },
    SampleStatus: {
        SampleStatus.FROZEN: N_("Menunggu undian"),
        SampleStatus.DRAWN: N_("Sedang dikunjungi"),
        SampleStatus.PUBLISHED: N_("Diumumkan"),
        SampleStatus.BROKEN_OFF: N_("Dihentikan"),
    },
    Outcome: {
        Outcome.CONFIRMED: N_("Ditemukan dan sesuai"),
        Outcome.DIFFERENT: N_("Ditemukan, tidak sesuai"),
        Outcome.DEAD: N_("Meninggal"),
        Outcome.MOVED: N_("Pindah"),
        Outcome.UNKNOWN: N_("Tidak dikenal di sana"),
        Outcome.UNREACHED: N_("Tidak ditemui"),
    },
    **closing.WORDS,
    **nominating.WORDS,
    **owing.WORDS,
    **paying.WORDS,
    **registering.WORDS,
    **rights.WORDS,
    **telling.WORDS,
    ReportStep: {
        ReportStep.DRAFTED: N_("Konsep"),
        ReportStep.SIGNED: N_("Menunggu telaah"),
        ReportStep.APPROVED: N_("Setuju"),
        ReportStep.APPROVED_WITH_NOTE: N_("Setuju dengan catatan"),
        ReportStep.RETURNED: N_("Dikembalikan"),
    },
}
"""By class first: words of two enums compare equal, and `refused` reads differently for a gate and a pledge."""

TONES: dict[str, str] = {
    "offered": "wait", "applied": "wait", "declared": "wait", "staged": "wait", "claimed": "wait", "waiting": "wait",
    "requested": "wait", "reading": "info", "ready": "good",
    "signed": "wait", "proposed": "wait", "imported": "wait", "built": "wait", "seen": "wait",
    "approved": "info", "agreed": "info", "sent": "info", "held": "info", "kept": "info", "funded": "info",
    "running": "good", "admitted": "good", "confirmed": "good", "settled": "good", "active": "good", "covered": "good",
    "open": "good", "valid": "good", "accepted": "good", "verified": "good", "completed": "good", "answered": "good",
    "approved_with_note": "info", "took_place": "good",
    "refused": "bad", "rejected": "bad", "revoked": "bad", "reversed": "bad", "disputed": "bad", "suspended": "bad",
    "returned": "bad",
}  # fmt: skip
"""How a status looks: good, info, wait or bad; what is not named is neutral."""

SETTING_WORDS = {
    "hold_days": N_("Lama titipan warga (hari)"),
    "hold_extensions": N_("Perpanjangan titipan paling banyak"),
    "batch_day": N_("Tanggal berkas BPJS tiap bulan"),
    "due_day": N_("Tanggal jatuh tempo iuran"),
    "dispute_days": N_("Masa sanggah kartu (hari)"),
    "qris_limit": N_("Pembayaran QRIS paling banyak (rupiah)"),
    "retention_exit_months": N_("Data pribadi disimpan setelah keluar (bulan)"),
    "retention_notice_days": N_("Pemberitahuan sebelum data pribadi dihapus (hari)"),
    "retention_money_years": N_("Catatan uang disimpan (tahun)"),
    "grace_days": N_("Masa tenggang setelah jatuh tempo (hari)"),
    "remind_before": N_("Pengingat sebelum jatuh tempo (hari)"),
    "remind_after": N_("Pengingat pertama setelah jatuh tempo (hari)"),
    "remind_again": N_("Pengingat kedua setelah jatuh tempo (hari)"),
    "shield_days": N_("Masa denda layanan setelah aktif kembali (hari)"),
    "nomination_days": N_("Usulan warga disimpan setelah diputuskan (hari)"),
    "open_offers": N_("Komitmen yang belum ditandatangani, paling banyak tiap perusahaan"),
    "nomination_open_days": N_("Usulan warga yang belum diputuskan ditutup setelah (hari)"),
    "urgent_hours": N_("Batas pendaftaran darurat (jam)"),
    "refusal_hours": N_("Batas aduan ditolak di faskes (jam)"),
    "complaint_days": N_("Batas aduan lain (hari kerja)"),
    "budget_pays_arrears": N_("APBD boleh membayar tunggakan (1 ya, 0 tidak)"),
    "renewal_days": N_("Tawaran perpanjangan sebelum bulan terakhir selesai (hari)"),
    "answer_days": N_("Waktu perusahaan menjawab siapa penggantinya (hari)"),
}


def word(status: StrEnum | str) -> str:
    """Give a status in the reader's language."""
    if not isinstance(status, StrEnum):
        return str(status)
    return str(gettext(WORDS.get(type(status), {}).get(status.value, status.value)))


def tone(status: StrEnum) -> str:
    """Give the tone a status is shown in."""
    return TONES.get(status.value, "neutral")
