"""The noes of complaints."""

from srikandi.errors import Conflict, Invalid, NotFound


class ComplaintUnknown(NotFound):
    """There is no such complaint, or not for this viewer."""

    message = "Aduan ini tidak ditemukan."


class ComplaintMoved(Conflict):
    """The complaint has moved on."""

    message = "Aduan ini sudah berpindah langkah. Muat ulang halamannya."


class TooManyOpen(Conflict):
    """So many complaints of one person wait already."""

    message = "Sudah ada %(n)s aduan terbuka untuk kartu ini. Tambahkan keterangan di aduan yang ada."


class WordsMissing(Invalid):
    """Something has to be told."""

    message = "Tulis keterangannya, sedikitnya %(n)s huruf."


class TooLateToReopen(Conflict):
    """It was solved long ago."""

    message = "Aduan ini selesai lebih dari %(n)s hari lalu. Buat aduan baru dari halaman kartu."
