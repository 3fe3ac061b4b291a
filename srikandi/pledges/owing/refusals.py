"""The noes of a promise of arrears alone."""

from srikandi.errors import Conflict, Invalid


class NoFamilies(Invalid):
    """At least one family, and no more than one promise may ask for."""

    message = "Tulis 1 sampai %(most)s keluarga."


class TooFewFamilies(Invalid):
    """There are not that many families that owe."""

    message = "Di kelompok ini hanya %(found)s keluarga yang tunggakannya belum ditanggung siapa pun."


class FamiliesMoved(Conflict):
    """What they owe is not what was shown."""

    message = "Tunggakan keluarga berikutnya berubah menjadi %(amount)s. Periksa lagi angkanya, lalu ajukan."


class FamiliesTaken(Conflict):
    """Somebody else has begun to pay one of these families since they were counted."""

    message = "Sebagian keluarga ini baru saja ditanggung pihak lain. Periksa lagi angkanya, lalu ajukan."
