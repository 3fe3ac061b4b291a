"""Words of the book: what each kind of account is for, and the columns of its tables."""

from __future__ import annotations

from typing import Any

from flask import request

from srikandi import ledger
from srikandi.database import current_session
from srikandi.i18n import N_
from srikandi.ledger import AccountKind
from srikandi.web.guard import current_actor
from srikandi.web.treasury.book.filters import Chosen
from srikandi.web.treasury.book.names import names_of

PAGE = 100
K = AccountKind
EXPLAINED: dict[AccountKind, str] = {
    K.BANK: N_("Uang di rekening penampungan, menurut rekening koran."),
    K.PROVIDER_CLEARING: N_("Pembayaran kartu yang masih dipegang penyedia pembayaran."),
    K.PREPAID_INSURER: N_("Dibayar perusahaan langsung ke BPJS Kesehatan dan belum terpakai untuk iuran."),
    K.SUSPENSE: N_("Uang masuk yang belum diketahui pembayarnya."),
    K.PAYER_FUNDS: N_("Milik pembayar, belum dipakai untuk jiwa-bulan."),
    K.COMMITTED_FUNDS: N_("Sudah mendanai jiwa-bulan yang belum dikonfirmasi aktif."),
    K.ARREARS_RESERVE: N_("Disisihkan pembayar untuk tunggakan."),
    K.ARREARS_COMMITTED: N_("Sudah mendanai tunggakan warga yang belum dinyatakan lunas oleh BPJS Kesehatan."),
    K.PREMIUM_DUE: N_("Iuran bulan yang sudah aktif, belum disetor ke BPJS Kesehatan."),
    K.REFUNDS_DUE: N_("Pengembalian yang disetujui, belum terlihat keluar dari bank."),
    K.PROVIDER_FEES: N_("Biaya penyedia pembayaran, ditanggung pengelola, tidak pernah pembayar."),
    K.ACCOUNT_COSTS: N_("Biaya bank dan pajak bunga, ditanggung pengelola."),
    K.ACCOUNT_INTEREST: N_("Bunga rekening, milik pengelola."),
    K.CHARGEBACK_RECEIVABLE: N_("Ditarik penyedia selama sengketa kartu berjalan."),
    K.PAYOUTS_IN_TRANSIT: N_("Dicairkan penyedia, belum terlihat di rekening koran."),
    K.BETWEEN_DISTRICTS: N_("Uang kartu kabupaten ini yang masuk ke rekening kabupaten lain; kurung: sebaliknya."),
    K.OPERATOR_LOSSES: N_("Uang kartu yang ditarik kembali setelah bulannya terpakai."),
}
COLUMNS = (
    N_("Awal debit"),
    N_("Awal kredit"),
    N_("Mutasi debit"),
    N_("Mutasi kredit"),
    N_("Akhir debit"),
    N_("Akhir kredit"),
)
CARD_COLUMNS = (
    N_("Waktu"), N_("Keterangan"), N_("Rujukan"), N_("Dokumen"), N_("Lawan"), N_("Debit"), N_("Kredit"), N_("Saldo"),
)  # fmt: skip
JOURNAL_COLUMNS = (
    N_("Jurnal"), N_("Terjadi"), N_("Dicatat"), N_("Oleh"), N_("Keterangan"), N_("Rujukan"), N_("Dokumen"),
    N_("Membalik"), N_("Debit"), N_("Kredit"), N_("Jumlah"),
)  # fmt: skip


def six_rows(wanted: Chosen) -> dict[str, Any]:
    """Give a page of accounts in six columns, the sums of all of them, and where the next page begins."""
    session, after_id = current_session(), request.args.get("sesudah", type=int)
    after = ledger.account_of(session, after_id, viewer=current_actor()) if after_id else None
    rows = ledger.accounts_in(session, wanted.scope, after=after, at_most=PAGE + 1)
    shown, kinds = rows[:PAGE], ledger.kinds_in(session, wanted.scope)
    return {
        "rows": shown,
        "kinds": kinds,
        "total": ledger.sum_of(one.six for one in kinds),
        "names": names_of(one.account for one in shown),
        "after": shown[-1].account.id if len(rows) > PAGE else None,
        "columns": COLUMNS,
    }
