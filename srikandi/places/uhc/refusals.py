"""The noes about thresholds and figures."""

from srikandi.errors import Conflict, Invalid, NotFound


class ThresholdUnfit(Invalid):
    """Shares out of range, or no way at all."""

    message = "Ambang ditulis antara 0,01 dan 100 persen, dengan paling sedikit satu batas keaktifan."


class SourceMissing(Invalid):
    """Nobody can look up where a number comes from."""

    message = "Tulis dari mana angka ini."


class FigureUnfit(Invalid):
    """Numbers that cannot stand beside each other."""

    message = "Angka ini tidak cocok dengan angka di sebelahnya."


class FigureInFuture(Invalid):
    """A count of a day that has not come."""

    message = "Tanggal ini belum tiba."


class SubdistrictStrange(NotFound):
    """A kecamatan of another district."""

    message = "Kecamatan ini tidak ada di kabupaten Anda."


class SameReader(Conflict):
    """Two people read a decree."""

    message = "Anda yang mengusulkan ambang ini. Yang menyetujui harus administrator lain yang membaca keputusannya."


class ProposalDecided(Conflict):
    """Somebody was faster."""

    message = "Usulan ini sudah diputuskan. Muat ulang halaman ini."


class ProposalUnknown(NotFound):
    """There is no such proposal."""

    message = "Usulan ambang ini tidak ditemukan."


class DropReasonMissing(Invalid):
    """Whoever proposed it wants to know why."""

    message = "Tulis alasannya."
