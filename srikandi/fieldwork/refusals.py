"""What is said when a field session cannot be what was asked."""

from __future__ import annotations

from srikandi.errors import Conflict, Invalid, NotFound


class FieldSessionUnknown(NotFound):
    """It is not there, or not yours to see."""

    message = "Kegiatan ini tidak ditemukan."


class FieldSessionMoved(Conflict):
    """It was held or cancelled meanwhile."""

    message = "Kegiatan ini sudah dicatat terlaksana atau batal. Muat ulang halaman ini."


class NotBegun(Conflict):
    """Nothing has come of it before it has begun."""

    message = "Kegiatan ini belum dimulai. Hasilnya ditulis setelah berlangsung."


class ResultChanged(Conflict):
    """Somebody else has written the result meanwhile."""

    message = "Hasilnya sudah ditulis orang lain sejak halaman ini dibuka. Lihat dulu, lalu perbaiki bila perlu."


class CorrectionUnexplained(Invalid):
    """A result that is corrected says why."""

    message = "Tulis mengapa hasilnya diperbaiki."


class TimesUnfit(Invalid):
    """It ends before it starts."""

    message = "Jam selesai harus setelah jam mulai."


class DayUnfit(Invalid):
    """Nobody plans so far ahead, or writes down what was so long ago."""

    message = "Pilih tanggal antara enam puluh hari lalu dan dua tahun ke depan."


class NobodyGoes(Invalid):
    """Somebody has to go."""

    message = "Pilih siapa yang berangkat, atau tulis petugas dari luar."


class PlaceUnfit(Invalid):
    """The village or a person is not of this district."""

    message = "Pilih desa dan petugas dari kabupaten ini."


class CountsUnfit(Invalid):
    """More were told or named than came."""

    message = "Tidak bisa lebih banyak daripada orang yang datang."
