"""The noes of pools."""

from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound


class PoolNotFound(NotFound):
    """There is no such pool, or not for this viewer."""

    message = "Kelompok sasaran ini tidak ditemukan."


class PoolMoved(Conflict):
    """The pool is not at the step this deed begins from."""

    message = "Kelompok sasaran ini sudah berpindah tahap. Muat ulang halaman ini."


class PoolNotOpen(Conflict):
    """Nobody can be taken from a pool that is not open."""

    message = "Kelompok sasaran ini tidak sedang dibuka."


class NotEnoughPeople(Conflict):
    """The pool has fewer people left than were asked for; `values["available"]` says how many."""

    message = "Tinggal %(available)s jiwa yang bisa ditanggung di kelompok ini."

    def __init__(self, *, available: int) -> None:
        """Keep how many are left."""
        super().__init__(field="lives", available=available)
        self.available = available


class MembersMoved(Conflict):
    """At least one of these people is not where the move begins."""

    message = "Daftar orang di kelompok ini sudah berubah. Muat ulang halaman ini."


class NobodyMatches(Conflict):
    """A list needs people."""

    message = "Belum ada warga terverifikasi yang cocok dengan aturan ini."


class SecretsMissing(Conflict):
    """The list is not frozen before both sides have committed themselves, nor approved before both have revealed."""

    message = "Kabupaten dan forum harus sama-sama mengunci rahasia undian lebih dulu."


class AlreadyCommitted(Conflict):
    """This side has committed itself; a second secret would be a choice."""

    message = "Rahasia undian pihak ini sudah dikunci dan tidak bisa diganti."


class NotADrawer(NotAllowed):
    """Only the district's approver and the forum draw, each their own side, and never the same person."""

    message = "Undian dijalankan penyetuju kabupaten dan penelaah forum, dua orang yang berbeda."


class SpreadNotSeen(Invalid):
    """Whoever wants places spread has to have seen how."""

    message = "Periksa dahulu pembagian per kecamatan di halaman ini, lalu ajukan."


class SpreadMoved(Conflict):
    """Others took people meanwhile, or the numbers were typed anew: the kecamatan get other places now."""

    message = (
        "Pembagian per kecamatan sudah berubah sejak Anda melihatnya. Yang terbaru tampil di halaman ini: periksa, "
        "lalu ajukan lagi."
    )


class SecretUnfit(Invalid):
    """A secret must be long enough that nobody finds it by trying."""

    message = "Tulis 20 sampai 100 huruf atau angka tanpa tanda baca; boleh memakai spasi."


class SecretMismatch(Invalid):
    """What was revealed is not what was committed to."""

    message = "Rahasia ini tidak cocok dengan sidik jari yang sudah dikunci."


class OwnProposal(NotAllowed):
    """Who proposes never approves."""

    message = "Yang mengusulkan tidak boleh menyetujui. Minta rekan lain memeriksanya."


class SomethingElseSeen(Conflict):
    """The list has changed since the approver looked at it."""

    message = "Isi kelompok sudah berubah sejak Anda melihatnya. Periksa lagi sebelum menyetujui."


class ReasonMissing(Invalid):
    """A decision comes with its reason."""

    message = "Tulis alasannya. Alasan ini tercatat."


class PlaceUnknown(Invalid):
    """No place has this code, or its list is not published."""

    message = "Kode ini tidak dikenal. Periksa tandanya, atau minta kode baru kepada petugas desa."
