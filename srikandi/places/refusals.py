"""The noes of places."""

from srikandi.errors import Conflict, Invalid, NotFound


class DistrictUnknown(NotFound):
    """There is no such district here."""

    message = "Kabupaten atau kota ini tidak ditemukan."


class DistrictExists(Conflict):
    """The district runs the programme here already."""

    message = "Kabupaten atau kota ini sudah terdaftar."


class RegionUnknown(Invalid):
    """No kabupaten or kota has this code."""

    message = "Kode wilayah ini bukan kode kabupaten atau kota. Tulis seperti 19.01."


class SettingMissing(NotFound):
    """The district has not decided this on that day."""

    message = "Pengaturan %(name)s belum ditetapkan untuk tanggal itu."


class SettingUnknown(Invalid):
    """There is no setting of this name, or not with this value."""

    message = "Pengaturan ini tidak dikenal atau nilainya di luar batas."


class SettingClash(Conflict):
    """Another value already starts on that day."""

    message = "Sudah ada nilai lain yang berlaku mulai tanggal itu."
