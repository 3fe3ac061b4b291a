"""What is said when a key comes back with something else."""

from __future__ import annotations

from srikandi.errors import Conflict


class KeyReused(Conflict):
    """A phone sent other words under a key that has been used."""

    message = "Kiriman ini berbeda dari yang sudah diterima dengan tanda yang sama. Isi ulang lalu kirim lagi."
