"""The noes of tariffs."""

from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound


class TariffMissing(NotFound):
    """No decree says what this month costs."""

    message = "Belum ada tarif untuk bulan %(month)s."


class TariffClash(Conflict):
    """A tariff of this basis already starts on that day."""

    message = "Sudah ada tarif lain, atau usulannya, yang berlaku mulai tanggal itu."


class TariffUnbelievable(Invalid):
    """So much has never been asked for a month of one person."""

    message = "Iuran di atas %(most)s sebulan untuk satu jiwa tidak wajar. Periksa lagi angkanya."


class TariffUnknown(NotFound):
    """Nobody has proposed such a tariff."""

    message = "Usulan tarif ini tidak ditemukan."


class TariffDecided(Conflict):
    """Somebody else has decided meanwhile."""

    message = "Usulan tarif ini sudah diputuskan."


class SameReader(NotAllowed):
    """Two people read a decree."""

    message = "Orang lain yang harus membaca peraturannya dan memutuskan usulan ini."


class NotTheMaker(NotAllowed):
    """A proposal is its maker's to take back; others refuse it."""

    message = "Hanya pengusulnya yang bisa menarik kembali usulan ini."


class TariffTooSoon(Conflict):
    """A decree binds every district, so each has a day to read it and to say no."""

    message = "Usulan ini mengikat beberapa kabupaten, jadi baru bisa disetujui sehari setelah diusulkan."


class RefusalReasonMissing(Invalid):
    """Whoever proposed a tariff reads why it was refused."""

    message = "Tulis alasannya."


class TariffInThePast(Invalid):
    """A month that is over is not priced anew."""

    message = "Tarif baru paling awal berlaku mulai %(earliest)s."


class DecreeMissing(Invalid):
    """A tariff follows from a decree."""

    message = "Tulis nomor peraturannya."


class NotAnAmount(Invalid):
    """A life-month costs something."""

    message = "Tulis jumlah lebih dari nol."
