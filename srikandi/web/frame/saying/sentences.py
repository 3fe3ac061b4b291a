"""Sentences more than one area says."""

from __future__ import annotations

from flask_babel import gettext

from srikandi.programme.exits import Succession


def passed_on(passed: Succession) -> str:
    """Say what became of the months of those who left; nothing, where they had none."""
    said = []
    if passed.successors:
        said.append(gettext("Sisa bulannya hari ini juga diteruskan ke warga berikutnya di urutan."))
    if passed.returned:
        said.append(gettext("Sisa bulannya kembali sebagai saldo perusahaan, sesuai aturan komitmennya."))
    if passed.waiting:
        said.append(gettext("Sisa bulannya menunggu: perusahaan ditanya dulu, atau belum ada warga berikutnya."))
    return " ".join(said)
