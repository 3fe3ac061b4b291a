"""What the book refuses."""

from __future__ import annotations

from srikandi.errors import Conflict, Invalid, NotFound


class NotEnoughMoney(Conflict):
    """An account that may not go below zero would."""

    message = "Dana di rekening ini tidak cukup. Muat ulang halaman untuk melihat saldonya sekarang."


class ReferenceTaken(Conflict):
    """The reference is in the book already, with another content."""

    message = "Rujukan %(reference)s sudah dibukukan dengan isi yang lain."


class AlreadyReversed(Conflict):
    """A journal is reversed at most once, and a reversal never."""

    message = "Jurnal ini sudah dibalik, atau merupakan jurnal pembalik."


class NothingToBook(Invalid):
    """A journal without a transfer books nothing."""

    message = "Tidak ada jumlah yang bisa dibukukan."


class AccountNotFound(NotFound):
    """No such account, or not one this viewer may see."""

    message = "Akun buku besar ini tidak ditemukan."


class JournalNotFound(NotFound):
    """No such journal, or not one this viewer may see."""

    message = "Jurnal ini tidak ditemukan."


class MonthIsClosed(Conflict):
    """Two institutions have closed this month; it never opens again."""

    message = "Bulan ini sudah ditutup. Koreksinya dibukukan dengan tanggal hari ini."


class MonthNotOver(Conflict):
    """A month is closed when its last day has passed where the district is."""

    message = "Bulan %(month)s belum berakhir, jadi belum bisa ditutup."


class OneMindClosed(Conflict):
    """Whoever proposed, or the same institution, can't confirm too."""

    message = "Bulan ditutup oleh dua orang dari dua lembaga: yang mengusulkan tidak bisa sekaligus menyetujui."
