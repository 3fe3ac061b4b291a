"""Letters to those whose payment leaves the book again, or is in dispute, each in its reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from srikandi.i18n import N_, say
from srikandi.money import ZERO, Money
from srikandi.payments import Payment
from srikandi.pledges import Pledge
from srikandi.programme.promises import readers_of, send

GONE = "payment gone"


class Why(StrEnum):
    """What has become of a payment."""

    CORRECTED = "corrected"
    VOIDED = "voided"
    TAKEN_BACK = "taken_back"
    DISPUTED = "disputed"
    LOST = "lost"
    REINSTATED = "reinstated"


LEAVES = N_("%(amount)s untuk komitmen %(number)s keluar lagi dari buku")
WAITING = N_(
    "Jiwa-bulan yang sudah masuk berkas ke BPJS Kesehatan tetap berjalan. Yang belum, bila dibiayai uang ini, menunggu "
    "dana lagi; warganya tetap di tempatnya."
)
ASK = N_("Rinciannya ada di rekening perusahaan setelah Anda masuk. Bila ini tampak keliru, hubungi bendahara forum.")


@dataclass(frozen=True)
class _Letter:
    """What happened, and what it means for the reader."""

    news: str
    meaning: str = WAITING
    subject: str = LEAVES


LETTERS = {
    Why.CORRECTED: _Letter(
        N_(
            "Pembayaran %(amount)s yang tercatat untuk komitmen %(number)s ternyata milik pihak lain. Dua bendahara "
            "telah memeriksanya, dan uang itu tidak lagi tercatat atas nama Anda."
        )
    ),
    Why.VOIDED: _Letter(
        N_(
            "Rekening koran yang memuat pembayaran %(amount)s untuk komitmen %(number)s ternyata keliru. Dua bendahara "
            "telah membatalkannya. Bila Anda memang membayar, uangnya tercatat lagi begitu rekening koran yang benar "
            "masuk."
        )
    ),
    Why.TAKEN_BACK: _Letter(N_("Bank menarik kembali pembayaran %(amount)s untuk komitmen %(number)s.")),
    Why.DISPUTED: _Letter(
        N_(
            "Pemilik kartu menyengketakan pembayaran %(amount)s untuk komitmen %(number)s. Sampai diputuskan, uangnya "
            "ditahan penyedia kartu dan sertifikatnya tidak memuat yang dibiayai uang ini."
        ),
        N_(
            "Bila bukan Anda yang menyengketakannya, periksa bersama pemegang kartu di perusahaan Anda: sengketa yang "
            "keliru dapat dicabut lewat bank penerbit kartu."
        ),
        N_("%(amount)s untuk komitmen %(number)s disengketakan pemilik kartu"),
    ),
    Why.LOST: _Letter(
        N_(
            "Sengketa atas pembayaran %(amount)s untuk komitmen %(number)s dimenangkan pemilik kartu, dan uangnya "
            "kembali kepadanya."
        )
    ),
    Why.REINSTATED: _Letter(
        N_(
            "Penyedia kartu mengembalikan pembayaran %(amount)s untuk komitmen %(number)s yang tadinya hilang karena "
            "sengketa."
        ),
        N_("Uang yang belum terpakai membiayai lagi jiwa-bulan yang menunggu dana."),
        N_("%(amount)s untuk komitmen %(number)s kembali ke buku"),
    ),
}


def tell_gone(session: Session, settled: Iterable[Payment], *, why: Why) -> None:
    """Write to everybody who pays for these payments' payers, once a promise."""
    gone: dict[tuple[int, int], Money] = {}
    for one in settled:
        place = one.pledge_id, one.organisation_id
        gone[place] = gone.get(place, ZERO) + one.amount - one.refunded
    for (pledge_id, organisation_id), amount in sorted(gone.items()):
        if amount > ZERO:
            _tell(session, session.get_one(Pledge, pledge_id), organisation_id, amount=amount, why=why)


def tell_dispute(session: Session, payment: Payment, amount: Money, *, why: Why) -> None:
    """Write to everybody who pays for this payment's payer how a dispute about so much of it stands."""
    _tell(session, session.get_one(Pledge, payment.pledge_id), payment.organisation_id, amount=amount, why=why)


def _tell(session: Session, pledge: Pledge, organisation_id: int, *, amount: Money, why: Why) -> None:
    letter, said = LETTERS[why], {"amount": str(amount), "number": pledge.number}
    for reader in readers_of(session, organisation_id):
        words = letter.subject, letter.news, letter.meaning, ASK
        subject, *parts = (say(one, language=reader.language, **said) for one in words)
        send(session, reader, kind=GONE, subject=subject, parts=parts, district_id=pledge.district_id)
