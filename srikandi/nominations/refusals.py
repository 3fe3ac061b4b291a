"""The noes of nominations."""

from __future__ import annotations

from srikandi.errors import Conflict, Invalid, NotFound


class PosterUnknown(NotFound):
    """No poster has this code, or it is no longer valid."""

    message = "Kode ini tidak dikenal atau sudah tidak berlaku. Minta kode yang baru di kantor desa."


class PosterStands(Conflict):
    """The village has a poster that is still valid."""

    message = "Poster desa ini masih berlaku. Cetak yang itu, atau cabut dulu."


class NumberOfAnother(Conflict):
    """Somebody else is on the list with this number."""

    message = (
        "NIK ini sudah ada di daftar atas nama dan tanggal lahir lain. Cocokkan NIK-nya dengan KTP; kalau ternyata "
        "orang yang sama, tautkan dari halaman usulannya."
    )


class PosterRevoked(Conflict):
    """A code that was taken back stays so."""

    message = "Kode poster ini sudah dicabut."


class VisitHasCode(Conflict):
    """The field session has a code that is still valid."""

    message = "Kegiatan ini sudah punya kode yang berlaku. Pakai yang itu, atau cabut dulu."


class VisitOver(Conflict):
    """Nobody is named any more at a session that was called off or lies behind."""

    message = "Kegiatan ini batal atau sudah lewat lebih dari sehari, jadi tidak diberi kode lagi."


class PlaceMissing(Invalid):
    """A poster hangs somewhere."""

    message = "Pilih desanya, atau tulis nama tempatnya."


class NominationUnknown(NotFound):
    """There is no such nomination, or not one of this viewer's."""

    message = "Usulan ini tidak ditemukan."


class NominationMoved(Conflict):
    """Somebody has decided, or it has gone to another village."""

    message = "Usulan ini sudah berubah. Muat ulang halaman ini."


class TooManyFromHere(Conflict):
    """One address has sent very many within an hour."""

    message = "Sudah banyak usulan dari sambungan internet ini. Coba lagi satu jam lagi; isian Anda tetap ada di sini."


class PosterFullToday(Conflict):
    """As many as a village can visit have come through this poster today."""

    message = (
        "Hari ini sudah %(limit)s orang diusulkan lewat poster ini. Terima kasih atas kepedulian Anda. "
        "Coba lagi besok, atau datang langsung ke kantor desa."
    )


class VillageElsewhere(Invalid):
    """The village lies in another district."""

    message = "Pilih desa di kabupaten ini."


class BirthImpossible(Invalid):
    """Nobody alive was born so long ago, and nobody is born tomorrow."""

    message = "Periksa tanggal lahirnya."


class NominatorMissing(Invalid):
    """Who nominates somebody else says who they are."""

    message = "Tulis nama dan nomor telepon Anda, supaya petugas desa bisa bertanya."


class RecordedElsewhere(Conflict):
    """The person is in the registry, where this officer does not see them."""

    message = (
        "NIK ini sudah tercatat, tetapi tidak di daftar desa Anda. "
        "Minta kabupaten meneruskan usulan ini ke desa yang benar."
    )


class NamedByYou(Conflict):
    """Who names a person and who lists them are two people."""

    message = (
        "Usulan orang ini dikirim dari akun atau perangkat Anda. "
        "Yang memasukkannya ke daftar harus orang lain: petugas lain di desa ini, atau kabupaten."
    )


class VillageDecides(Conflict):
    """The district lists only whom an officer has named."""

    message = "Usulan ini diputuskan petugas desanya."


class LeftBefore(Conflict):
    """The person was on the list and left."""

    message = "Orang ini pernah keluar dari daftar desa Anda. Minta kabupaten memeriksa catatan keluarnya."


class LooksLikeSomebody(Invalid):
    """A record of the list may be the same person."""

    message = "Ada orang yang mirip di daftar. Bandingkan dulu, lalu nyatakan bahwa ini orang lain."


class SameVillage(Invalid):
    """It is in that village already."""

    message = "Usulan ini memang sudah di desa itu. Pilih desa lain."


class NoteMissing(Invalid):
    """What was found is written down for the district."""

    message = "Tulis apa yang Anda temukan, paling sedikit 10 huruf."
