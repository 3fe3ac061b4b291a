"""The noes of tariffs."""

from srikandi.errors import Conflict, NotFound


class TariffMissing(NotFound):
    """No decree says what this month costs."""

    message = "Belum ada tarif untuk bulan %(month)s."


class TariffClash(Conflict):
    """A tariff of this basis already starts on that day."""

    message = "Sudah ada tarif lain yang berlaku mulai tanggal itu."
