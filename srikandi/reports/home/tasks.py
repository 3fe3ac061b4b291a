"""What waits for whom: one table of questions by role, asked of the database all at once."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.coverage import BatchStatus
from srikandi.i18n import N_
from srikandi.payments import Route
from srikandi.payments.refunding import RefundStage
from srikandi.pledges import PledgeStatus
from srikandi.pools import PoolStatus
from srikandi.reports.home import cards, credit, questions
from srikandi.reports.home.waits import COMPLAINTS, PASSED, RIGHTS, Task, Wait
from srikandi.reports.models import ReportStep
from srikandi.users import Role

WAITS: dict[str, tuple[Wait, ...]] = {
    Role.VILLAGE: (
        Wait(
            N_("Warga menunggu verifikasi"),
            "village.residents.index",
            N_("Cocokkan dengan KTP dan KK."),
            questions.residents,
        ),
        Wait(
            N_("Usulan warga menunggu kunjungan"),
            "village.nominations.index",
            N_("Diusulkan lewat poster; yang mengusulkan menunggu kabar."),
            questions.nominations,
        ),
    ),
    Role.MAKER: (
        *COMPLAINTS,
        *RIGHTS,
        Wait(
            N_("Warga siap didaftarkan ke BPJS"),
            "district.batches.index",
            N_("Bulannya sudah didanai; buat berkasnya."),
            questions.unregistered,
            "urgent",
        ),
        Wait(
            N_("Berkas siap dikirim"),
            "district.batches.index",
            N_("Catat nomor suratnya saat dikirim."),
            questions.batches(BatchStatus.BUILT),
        ),
        Wait(
            N_("Komitmen menunggu perjanjian"),
            "district.pledges.index",
            N_("Catat nomor perjanjian yang sudah ditandatangani."),
            questions.pledges(PledgeStatus.APPROVED),
        ),
        Wait(
            N_("Kelompok masih konsep"),
            "district.pools.index",
            N_("Lengkapi, lalu usulkan."),
            questions.pools(PoolStatus.DRAFT),
        ),
        Wait(
            N_("Unggahan menunggu penyetuju"),
            "district.imports.index",
            N_("Orang lain yang menyetujuinya."),
            questions.imports,
            "done",
        ),
    ),
    Role.CHECKER: (
        *COMPLAINTS,
        *RIGHTS,
        Wait(
            N_("Pengembalian dana menunggu persetujuan"),
            "treasury.refunds.index",
            N_("Periksa alasan dan rekening tujuannya."),
            credit.refunds(RefundStage.REQUESTED),
            "urgent",
        ),
        Wait(
            N_("Komitmen menunggu persetujuan"),
            "district.pledges.index",
            N_("Warganya dititipkan sampai batas waktu."),
            questions.pledges(PledgeStatus.OFFERED),
            "urgent",
        ),
        Wait(
            N_("Kelompok menunggu keputusan"),
            "district.pools.index",
            N_("Urutannya sudah diundi atau menunggu undian."),
            questions.pools(PoolStatus.PROPOSED),
        ),
        Wait(
            N_("Unggahan menunggu persetujuan"),
            "district.imports.index",
            N_("Periksa baris yang ditolak dan diperingatkan."),
            questions.imports,
        ),
    ),
    Role.COMPANY: (
        Wait(
            N_("Saldo menunggu pilihan Anda"),
            "company.surplus.index",
            N_("Komitmennya sudah berakhir; tentukan untuk apa sisanya."),
            credit.leftovers,
        ),
        Wait(
            N_("Titipan hampir berakhir"),
            "company.pledges.index",
            N_("Dalam tiga hari warganya kembali ke kelompok."),
            questions.ending_holds,
            "urgent",
        ),
        Wait(
            N_("Komitmen bisa dilanjutkan"),
            "company.renewals.index",
            N_("Bulan terakhirnya sudah dekat; satu klik untuk orang yang sama."),
            questions.renewals,
            "urgent",
        ),
        Wait(
            N_("Iuran berubah, porsi Anda ditunggu"),
            "company.pledges.index",
            N_("Terima porsi yang baru supaya bulannya bisa didanai."),
            questions.top_ups,
        ),
        Wait(
            N_("Komitmen belum lunas"),
            "company.dues.index",
            N_("Uang yang masuk langsung mendanai bulan tertua."),
            questions.unpaid,
        ),
        Wait(
            N_("Laporan dikembalikan forum"),
            "company.reports.index",
            N_("Baca alasannya, lengkapi, kirim lagi."),
            questions.reports(ReportStep.RETURNED),
            "urgent",
        ),
        Wait(
            N_("Laporan siap dilengkapi"),
            "company.reports.index",
            N_("Angkanya sudah tersusun; tinggal cerita dan tanda tangan."),
            questions.unreported,
        ),
        Wait(
            N_("Konsep laporan belum ditandatangani"),
            "company.reports.index",
            N_("Baru terkirim setelah ditandatangani."),
            questions.reports(ReportStep.DRAFTED),
        ),
    ),
    Role.TREASURER: (
        Wait(
            N_("Sengketa kartu menunggu jawaban"),
            "treasury.cards.overview.index",
            N_("Kirim buktinya kepada penyedia kartu sebelum batas harinya."),
            cards.disputes,
            "urgent",
        ),
        Wait(
            N_("Kabar penyedia kartu gagal diproses"),
            "treasury.cards.notices.index",
            N_("Lihat sebabnya, lalu coba lagi."),
            cards.failed_notices,
            "urgent",
        ),
        Wait(
            N_("Pencairan belum terlihat di bank"),
            "treasury.cards.overview.index",
            N_("Unggah rekening koran, atau tunjuk barisnya."),
            cards.payouts_to_match,
        ),
        Wait(
            N_("Pengembalian disetujui, belum ditransfer"),
            "treasury.refunds.index",
            N_("Kirim lewat bank, lalu kaitkan mutasinya."),
            credit.refunds(RefundStage.APPROVED, route=Route.BANK_TRANSFER),
            "urgent",
        ),
        Wait(
            N_("Saldo tanpa pilihan pemiliknya"),
            "treasury.refunds.index",
            N_("Komitmennya sudah berakhir; hubungi perusahaannya."),
            credit.leftovers,
        ),
        Wait(
            N_("Laporan bayar langsung lebih dari tiga hari"),
            "treasury.payments.index",
            N_("Cabang BPJS belum mengonfirmasinya."),
            credit.late_claims,
        ),
        Wait(
            N_("Usulan tentang uang di bank menunggu Anda"),
            "treasury.suspense.index",
            N_("Diusulkan orang lain, Anda yang memastikan."),
            questions.proposals,
            "urgent",
        ),
        Wait(
            N_("Rekening koran ditahan"),
            "treasury.statements.index",
            N_("Tidak cocok dengan yang sudah tercatat; putuskan."),
            questions.held_statements,
            "urgent",
        ),
        Wait(
            N_("Pembatalan rekening koran menunggu Anda"),
            "treasury.statements.index",
            N_("Diusulkan orang lain, Anda yang memutuskan."),
            questions.voids,
            "urgent",
        ),
        Wait(
            N_("Uang masuk belum dikenali"),
            "treasury.suspense.index",
            N_("Cari pengirimnya, lalu usulkan."),
            questions.lines,
        ),
    ),
    Role.BRANCH: (
        *PASSED,
        Wait(
            N_("Laporan bayar yang lewat tiga hari"),
            "branch.payments.index",
            N_("Perusahaan menunggu konfirmasi Anda."),
            credit.late_claims,
            "urgent",
        ),
        Wait(
            N_("Berkas menunggu jawaban"),
            "branch.batches.index",
            N_("Terima atau tolak tiap baris dengan kodenya."),
            questions.batches(BatchStatus.SENT),
            "urgent",
        ),
        Wait(
            N_("Pembayaran langsung menunggu konfirmasi"),
            "branch.payments.index",
            N_("Cocokkan dengan penerimaan BPJS Kesehatan."),
            questions.claims,
        ),
        Wait(
            N_("Pernyataan perusahaan menunggu pemeriksaan"),
            "branch.gates.index",
            N_("Apakah semua pekerjanya sudah terdaftar?"),
            questions.gates,
        ),
    ),
    Role.FORUM: (
        Wait(
            N_("Laporan menunggu telaah"),
            "forum.reports.index",
            N_("Setuju, setuju dengan catatan, atau kembalikan."),
            questions.reports(ReportStep.SIGNED),
            "urgent",
        ),
        Wait(
            N_("Perusahaan menunggu keputusan"),
            "forum.companies.index",
            N_("Terima atau tolak dengan alasan."),
            questions.applications,
        ),
        Wait(
            N_("Kelompok menunggu undian"),
            "forum.draws.index",
            N_("Kunci, lalu buka rahasia forum."),
            questions.pools(PoolStatus.DRAFT, PoolStatus.PROPOSED),
        ),
    ),
    Role.ADMIN: (
        Wait(
            N_("Surat yang belum terkirim"),
            "admin.mail.index",
            N_("Sudah dicoba dan gagal."),
            questions.letters,
            "urgent",
        ),
    ),
}
"""By role, what counts most first."""


def waiting(session: Session, actor: Actor) -> list[Task]:
    """List what waits for somebody, in one question; what is at zero is left out."""
    waits = WAITS.get(actor.role, ())
    if not waits:
        return []
    counted = session.execute(select(*(wait.question(actor).scalar_subquery() for wait in waits))).one()
    return [
        Task(count, wait.words, wait.endpoint, wait.hint, wait.tone)
        for wait, count in zip(waits, counted, strict=True)
        if count
    ]
