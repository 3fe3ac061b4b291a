"""The noes of promising together."""

from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound


class ConsortiumUnknown(NotFound):
    """There is no such consortium, or not for this viewer."""

    message = "Komitmen bersama ini tidak ditemukan."


class ConsortiumMoved(Conflict):
    """The consortium's status does not allow this any more."""

    message = "Komitmen bersama ini sudah berubah keadaan. Muat ulang halaman ini."


class ConditionMissing(Invalid):
    """All or nothing needs to say what all is."""

    message = "Tulis sedikitnya satu syarat: jumlah jiwa, jumlah peserta, atau nilai rupiah."


class ConditionOutOfBounds(Invalid):
    """A condition one member meets alone, or nobody ever will, is none."""

    message = "Syaratnya 2 sampai 200 peserta, 1 sampai 200.000 jiwa, dan lebih dari Rp0."


class GatheringTooLong(Invalid):
    """People are held while others make up their mind, so that must end."""

    message = "Batas bergabung paling cepat besok dan paling lambat %(latest)s, dan harus sebelum bulan mulai."


class JoiningOver(Conflict):
    """The day of joining is over."""

    message = "Batas bergabung sudah lewat."


class NotInvited(NotAllowed):
    """This consortium is only for those who were asked."""

    message = "Komitmen bersama ini hanya untuk yang diundang."


class AlreadyJoined(Conflict):
    """One organisation promises once in a consortium."""

    message = "Organisasi Anda sudah ikut. Mundur dulu bila ingin mengubah jumlahnya."


class NotAMember(NotAllowed):
    """Only members leave."""

    message = "Organisasi Anda tidak ikut dalam komitmen bersama ini."


class LeaderStays(Conflict):
    """Without its leader there is no consortium."""

    message = "Pemimpin tidak bisa mundur sendiri; batalkan komitmen bersama ini seluruhnya."


class NotItsLeader(NotAllowed):
    """Only the leader invites and calls off."""

    message = "Hanya pemimpin komitmen bersama yang bisa melakukannya."
