"""The noes of telling people apart."""

from srikandi.errors import Conflict, NotFound


class PairUnknown(NotFound):
    """There is no such case here."""

    message = "Perkara data ganda ini tidak ditemukan."


class PairDecided(Conflict):
    """Somebody was faster, or what spoke for it is no longer so."""

    message = "Perkara ini sudah diputuskan. Muat ulang halaman ini."
