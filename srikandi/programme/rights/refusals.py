"""The noes of answering a person."""

from __future__ import annotations

from srikandi.errors import Conflict, Invalid


class WrongKind(Conflict):
    """This request asks for something else."""

    message = "Permintaan ini meminta hal lain."


class CopyMissing(Conflict):
    """Nobody has drawn the copy the person asked for."""

    message = "Salinannya belum pernah dibuat. Unduh dulu, serahkan kepada orangnya, lalu catat di sini."


class NothingChanged(Invalid):
    """A correction that changes nothing is none."""

    message = "Belum ada yang diubah. Perbaiki isiannya, atau tolak permintaannya dengan alasan."


class NotYetErasable(Conflict):
    """The person is held, covered, or part of something undecided."""

    message = "Data orang ini belum bisa dihapus. Alasan dan tanggalnya tertulis di halaman permintaannya."
