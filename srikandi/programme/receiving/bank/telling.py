"""Letters to those whose payment leaves the book again, each in its reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy.orm import Session

from srikandi.i18n import N_, say
from srikandi.money import ZERO, Money
from srikandi.payments import Payment
from srikandi.pledges import Pledge
from srikandi.programme.promises import readers_of, send

GONE = "payment gone"


class Why(StrEnum):
    """Why a payment leaves the book."""

    CORRECTED = "corrected"
    VOIDED = "voided"
    TAKEN_BACK = "taken_back"


SUBJECT = N_("%(amount)s untuk komitmen %(number)s keluar lagi dari buku")
NEWS = {
    Why.CORRECTED: N_(
        "Pembayaran %(amount)s yang tercatat untuk komitmen %(number)s ternyata milik pihak lain. Dua bendahara telah "
        "memeriksanya, dan uang itu tidak lagi tercatat atas nama Anda."
    ),
    Why.VOIDED: N_(
        "Rekening koran yang memuat pembayaran %(amount)s untuk komitmen %(number)s ternyata keliru. Dua bendahara "
        "telah membatalkannya. Bila Anda memang membayar, uangnya tercatat lagi begitu rekening koran yang benar masuk."
    ),
    Why.TAKEN_BACK: N_("Bank menarik kembali pembayaran %(amount)s untuk komitmen %(number)s."),
}
WAITING = N_(
    "Jiwa-bulan yang sudah masuk berkas ke BPJS Kesehatan tetap berjalan. Yang belum, bila dibiayai uang ini, menunggu "
    "dana lagi; warganya tetap di tempatnya."
)
ASK = N_("Rinciannya ada di rekening perusahaan setelah Anda masuk. Bila ini tampak keliru, hubungi bendahara forum.")


def tell_gone(session: Session, settled: Iterable[Payment], *, why: Why) -> None:
    """Write to everybody who pays for these payments' payers, once a promise."""
    gone: dict[tuple[int, int], Money] = {}
    for one in settled:
        place = one.pledge_id, one.organisation_id
        gone[place] = gone.get(place, ZERO) + one.amount - one.refunded
    for (pledge_id, organisation_id), amount in sorted(gone.items()):
        if amount > ZERO:
            _tell(session, session.get_one(Pledge, pledge_id), organisation_id, amount=amount, why=why)


def _tell(session: Session, pledge: Pledge, organisation_id: int, *, amount: Money, why: Why) -> None:
    for reader in readers_of(session, organisation_id):
        said = {"amount": str(amount), "number": pledge.number}
        parts = [say(words, language=reader.language, **said) for words in (NEWS[why], WAITING, ASK)]
        subject = say(SUBJECT, language=reader.language, **said)
        send(session, reader, kind=GONE, subject=subject, parts=parts, district_id=pledge.district_id)
