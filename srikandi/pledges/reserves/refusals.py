"""The noes of arrears reserves."""

from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound


class NoReserveHere(NotAllowed):
    """Each payer sets its own money aside, nobody else's."""

    message = "Cadangan iuran hanya bisa diatur oleh penanggung komitmen ini, masing-masing untuk dananya sendiri."


class BudgetMayNot(NotAllowed):
    """The district budget pays premiums, not what people owe from before."""

    message = (
        "Anggaran kabupaten tidak boleh membayar tunggakan warga: tunggakan adalah kewajiban pribadi dari masa lalu. "
        "Yang boleh menanggungnya adalah perusahaan dan dana lain di luar APBD."
    )


class ReserveFixed(Conflict):
    """An approval binds to the reserves too."""

    message = "Komitmen ini sudah diputuskan, jadi cadangannya tidak bisa diubah lagi."


class ReserveTooLarge(Invalid):
    """More than two years of the own premiums is no reserve."""

    message = "Cadangan paling banyak senilai %(most)s, yaitu 24 bulan iuran Anda."


class ReserveUnknown(NotFound):
    """There is no such reserve, or not for this viewer."""

    message = "Cadangan iuran ini tidak ditemukan."


class NotThatMuch(Invalid):
    """Only what is in the reserve comes back."""

    message = "Cadangan yang terisi hanya %(held)s."


class AlreadyAsked(Conflict):
    """One question at a time."""

    message = "Permintaan sebelumnya belum dijawab kabupaten."


class ReleaseMoved(Conflict):
    """Somebody has answered already."""

    message = "Permintaan ini sudah dijawab."


class OwnRelease(NotAllowed):
    """Two people: who asks never agrees."""

    message = "Permintaan dijawab oleh orang lain di kabupaten, bukan oleh yang meminta."
