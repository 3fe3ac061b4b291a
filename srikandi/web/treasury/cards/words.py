"""What came of a notice, in words a treasurer reads."""

from __future__ import annotations

from flask_babel import gettext

from srikandi.i18n import N_
from srikandi.payments import IGNORED, WebhookEvent, is_dead

OUTCOMES: dict[str, str] = {
    "settled": N_("Pembayaran dibukukan"),
    "already settled": N_("Sudah dibukukan sebelumnya"),
    "not paid": N_("Belum dibayar"),
    "expired": N_("Halaman pembayaran berakhir tanpa dibayar"),
    "refunded": N_("Uang kembali kepada pemilik kartu"),
    "nothing to do": N_("Tidak ada yang perlu dibukukan"),
    "dispute won": N_("Sengketa menang, uang kembali"),
    "dispute won, money awaited": N_("Sengketa menang, uangnya ditunggu"),
    "payout sent": N_("Pencairan dalam perjalanan ke bank"),
    "payout arrived": N_("Pencairan sampai di rekening"),
    "payout known": N_("Pencairan sudah tercatat"),
    "review: disputed": N_("Pembayaran disengketakan: kirim bukti kepada penyedia kartu"),
    "review: dispute lost": N_("Sengketa kalah: periksa kerugiannya"),
    "review: inquiry": N_("Bank bertanya: jawab sebelum menjadi sengketa"),
    "review: payout failed": N_("Pencairan gagal: periksa rekening tujuannya"),
    "review: payout failed after the bank had it": N_("Pencairan ditarik kembali setelah sampai di bank"),
    "review: payout failed after its money was used": N_("Pencairan gagal setelah uangnya dipakai"),
    "review: payout with money nobody knows": N_("Pencairan berisi uang yang tidak dikenal"),
    "review: refunded in part": N_("Sebagian uang kembali kepada pemilik kartu"),
    "review: refunded after its money was used": N_("Uang kembali kepada pemilik kartu setelah dipakai"),
    "review: unknown payment": N_("Pembayaran ini tidak ada di buku kami"),
    "ignored: livemode": N_("Diabaikan: dari mode lain (uji coba atau sungguhan)"),
    "ignored: not ours": N_("Diabaikan: bukan pembayaran dari sini"),
}
OTHER_CURRENCY = N_("Diabaikan: mata uang %(currency)s, bukan rupiah utuh")
WAITING = N_("Menunggu giliran")
DEAD = N_("Berhenti setelah %(count)s kali gagal; coba lagi dari sini")
FAILING = N_("Gagal %(count)s kali, dicoba lagi dengan sendirinya")


def said(notice: WebhookEvent) -> str:
    """Say what came of a notice."""
    if notice.handled_at is None:
        words = DEAD if is_dead(notice) else FAILING if notice.attempts else WAITING
        return str(gettext(words, count=notice.attempts) if notice.attempts else gettext(words))
    outcome = notice.outcome or ""
    if outcome.startswith(f"{IGNORED}: currency"):
        return str(gettext(OTHER_CURRENCY, currency=outcome.rpartition(" ")[2].upper()))
    return str(gettext(OUTCOMES[outcome])) if outcome in OUTCOMES else outcome
