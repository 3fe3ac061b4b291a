"""What is refused when somebody wants money to be sent elsewhere."""

from __future__ import annotations

from srikandi.errors import Conflict, Invalid, NotFound


class ChangeNotFound(NotFound):
    """No such change, or not one of the viewer's districts."""

    message = "Perubahan rekening tujuan ini tidak ditemukan."


class ChangeDecided(Conflict):
    """Somebody has approved, stopped or applied it meanwhile, or it isn't time yet."""

    message = "Perubahan ini sudah diputuskan, atau belum waktunya berlaku. Muat ulang halaman ini."


class ChangeWaiting(Conflict):
    """The same destination has an open change already."""

    message = "Rekening ini sudah punya usulan yang berjalan. Tunggu, atau hentikan dulu usulan itu."


class ProposerApproves(Conflict):
    """One person did both steps."""

    message = "Yang mengusulkan tidak boleh menyetujuinya. Minta orang lain memeriksa."


class ContentMoved(Conflict):
    """What was approved is not what stands there."""

    message = "Isi usulan ini bukan yang Anda lihat. Muat ulang dan periksa lagi."


class ProofMissing(Invalid):
    """The password was not typed again just now, by this very person."""

    message = "Ketik ulang kata sandi Anda untuk langkah ini."


class NothingChanges(Invalid):
    """The destination stands like that already."""

    message = "Rekening itu sudah seperti ini. Tidak ada yang perlu diubah."


class DirectNumberUnfit(Invalid):
    """A virtual account has sixteen digits."""

    message = "Nomor virtual account terdiri atas 16 angka."


class AccountWordsMissing(Invalid):
    """Bank, number or holder is missing, or the number holds other signs than digits."""

    message = "Tulis bank, nomor rekening (hanya angka), dan nama pemiliknya."


class FoundingOver(Conflict):
    """Money was booked here already: a new account goes the way of two people."""

    message = "Kabupaten ini sudah membukukan uang. Usulkan rekening di halaman Rekening tujuan, dengan dua orang."
