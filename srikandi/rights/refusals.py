"""The noes of the desk that answers people about their own data."""

from __future__ import annotations

from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound


class RequestUnknown(NotFound):
    """There is no such request, or not in this viewer's district."""

    message = "Permintaan ini tidak ditemukan."


class RequestDecided(Conflict):
    """It has been answered already."""

    message = "Permintaan ini sudah dijawab. Muat ulang halaman ini."


class SameRequestOpen(Conflict):
    """The person has asked for the same and has no answer yet."""

    message = "Permintaan yang sama dari orang ini masih terbuka: %(number)s."


class OwnErasure(NotAllowed):
    """Who wrote an erasure down does not carry it out."""

    message = "Anda yang mencatat permintaan ini, jadi orang lain yang menyetujui penghapusannya."


class WordsMissing(Invalid):
    """What was asked, done or learned is written down."""

    message = "Tulis dengan jelas, paling sedikit 10 huruf."


class NoNotice(NotFound):
    """This person is not listed for erasure."""

    message = "Orang ini tidak (lagi) ada dalam daftar yang akan dihapus."


class BreachUnknown(NotFound):
    """There is no such breach, or not in this viewer's district."""

    message = "Kejadian ini tidak ditemukan."


class BreachClosed(Conflict):
    """A closed breach is only read."""

    message = "Kejadian ini sudah ditutup."


class NotEverybodyTold(Conflict):
    """A breach is closed only when the people and the authority know."""

    message = "Belum bisa ditutup: catat dulu kapan warga dan lembaga pelindungan data diberi tahu."


class FoundLater(Invalid):
    """Nothing is found tomorrow, and nothing happens after it was found."""

    message = "Waktunya tidak mungkin: belum tiba, atau kejadiannya sesudah diketahui."


class NoKinds(Invalid):
    """A breach is about some data."""

    message = "Pilih paling sedikit satu jenis data."
