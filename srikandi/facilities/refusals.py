"""The noes of facilities."""

from srikandi.errors import Conflict, Invalid, NotFound


class FacilityUnknown(NotFound):
    """There is no such facility in this district, or it is closed."""

    message = "Faskes ini tidak ada di kabupaten Anda."


class FacilityMoved(Conflict):
    """The facility is already so."""

    message = "Keadaan faskes ini sudah berubah. Muat ulang halamannya."


class CodeTaken(Conflict):
    """Another facility of the district has this code."""

    message = "Kode faskes ini sudah dipakai %(name)s."


class CodeUnfit(Invalid):
    """What was typed is no code of a facility."""

    message = "Kode faskes terdiri dari 4 sampai 12 huruf dan angka, seperti di daftar BPJS Kesehatan."


class PlaceUnfit(Invalid):
    """The kecamatan or village is not one of this district, or they do not belong together."""

    message = "Kecamatan atau desanya tidak cocok."


class NoFacilityColumns(Invalid):
    """The file has no line with titles for code, name and kecamatan."""

    message = "Tidak ada baris judul dengan kode, nama, dan kecamatan faskes."


class TooManyFacilities(Invalid):
    """No district has so many."""

    message = "Berkas ini lebih dari %(rows)s baris. Pastikan ini daftar faskes satu kabupaten."
