"""What the statuses of money on its way are called."""

from __future__ import annotations

from enum import StrEnum

from srikandi.i18n import N_
from srikandi.payments import PaymentStatus, ProposalStatus, Route
from srikandi.payments.destinations import ChangeKind, ChangeStatus
from srikandi.payments.direct import ReceiptOutcome
from srikandi.payments.refunding import LossBearer, RefundStage
from srikandi.payments.statements import Action, Code, Reason
from srikandi.programme.refunds import Sign

WORDS: dict[type[StrEnum], dict[str, str]] = {
    ChangeKind: {
        ChangeKind.OPEN: N_("Rekening penampungan baru"),
        ChangeKind.CHANGE: N_("Perubahan rekening penampungan"),
        ChangeKind.CLOSE: N_("Penutupan rekening penampungan"),
        ChangeKind.DIRECT: N_("Virtual account BPJS Kesehatan"),
        ChangeKind.DIRECT_END: N_("Penutupan virtual account BPJS Kesehatan"),
    },
    ChangeStatus: {
        ChangeStatus.PROPOSED: N_("Menunggu persetujuan"),
        ChangeStatus.APPROVED: N_("Disetujui, menunggu 24 jam"),
        ChangeStatus.EFFECTIVE: N_("Berlaku"),
        ChangeStatus.STOPPED: N_("Dihentikan"),
    },
    Route: {
        Route.STRIPE: N_("Kartu atau dompet digital (Stripe)"),
        Route.BANK_TRANSFER: N_("Transfer bank"),
        Route.DIRECT_TO_BPJS: N_("Langsung ke BPJS Kesehatan"),
    },
    ProposalStatus: {
        ProposalStatus.PROPOSED: N_("Menunggu persetujuan"),
        ProposalStatus.CONFIRMED: N_("Disetujui"),
        ProposalStatus.WITHDRAWN: N_("Dibatalkan"),
    },
    PaymentStatus: {
        PaymentStatus.CLAIMED: N_("Menunggu konfirmasi"),
        PaymentStatus.SEEN: N_("Terlihat"),
        PaymentStatus.SETTLED: N_("Diterima"),
        PaymentStatus.DROPPED: N_("Tidak jadi"),
        PaymentStatus.REFUNDED: N_("Dikembalikan"),
        PaymentStatus.REVERSED: N_("Ditarik kembali"),
        PaymentStatus.DISPUTED: N_("Disengketakan"),
    },
    ReceiptOutcome: {
        ReceiptOutcome.CONFIRMED: N_("Mengonfirmasi laporan"),
        ReceiptOutcome.SETTLED: N_("Dibukukan lewat kodenya"),
        ReceiptOutcome.SUSPENSE: N_("Belum dikenali"),
        ReceiptOutcome.DIFFERS: N_("Berbeda dari laporan"),
    },
    RefundStage: {
        RefundStage.REQUESTED: N_("Menunggu persetujuan"),
        RefundStage.APPROVED: N_("Disetujui, belum keluar"),
        RefundStage.PAID: N_("Sudah keluar"),
        RefundStage.RETURNED: N_("Kembali dari bank"),
        RefundStage.FAILED: N_("Gagal, kembali jadi saldo"),
        RefundStage.REFUSED: N_("Ditolak"),
        RefundStage.WITHDRAWN: N_("Ditarik pengaju"),
    },
    LossBearer: {
        LossBearer.OPERATOR: N_("Pengelola"),
        LossBearer.PAYER: N_("Penanggung, ditagih kembali"),
    },
    Sign: {
        Sign.NUMBERED: N_("menyebut nomor pengembaliannya"),
        Sign.ACCOUNT: N_("menyebut nomor rekening tujuannya"),
        Sign.HOLDER: N_("menyebut nama pemilik rekening tujuannya"),
        Sign.SAID: N_("bank menyebutnya retur atau gagal"),
        Sign.SAME_ACCOUNT: N_("masuk ke rekening yang mengirimnya"),
        Sign.SAME_SUM: N_("jumlahnya sama"),
    },
    Action: {
        Action.CREDIT: N_("Dikreditkan"),
        Action.REVIEW: N_("Perlu dicocokkan"),
        Action.REVERSE: N_("Ditarik kembali bank"),
        Action.IGNORE: N_("Bukan pembayaran"),
        Action.WAIT: N_("Belum final di bank"),
        Action.VOIDED: N_("Berkasnya dibatalkan"),
    },
    Code: {
        Code.AMOUNT_DIFFERS: N_("Jumlah berbeda dari tagihan"),
        Code.PENDING: N_("Masih diproses bank"),
        Code.REF_CHECK_FAILED: N_("Kode bayar salah ketik"),
        Code.REF_CUT: N_("Kode bayar terpotong"),
        Code.REF_NONE: N_("Tanpa kode bayar"),
        Code.REF_SEVERAL: N_("Lebih dari satu kode bayar"),
        Code.REF_UNKNOWN: N_("Kode bayar tidak dikenal"),
        Code.REPAID: N_("Dibayar lagi setelah ditarik"),
        Code.REVERSAL: N_("Pembalikan"),
        Code.TWIN: N_("Kembar dengan mutasi lain hari itu"),
        Code.VIA_VA: N_("Lewat rekening virtual"),
    },
    Reason: {
        Reason.WRITTEN: N_("kodenya tertulis"),
        Reason.STARTS_ALIKE: N_("awal kodenya sama"),
        Reason.ONE_SIGN_OFF: N_("kodenya hanya selisih satu tanda"),
        Reason.SAME_AMOUNT: N_("jumlahnya sama dengan tagihan"),
        Reason.SAME_COMPANY: N_("nama perusahaannya tertulis"),
        Reason.QRIS_SUM: N_("jumlahnya tepat sama dengan kode QRIS"),
    },
}
