"""The noes of pledges."""

from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound


class PledgeUnknown(NotFound):
    """There is no such pledge, or not for this viewer."""

    message = "Komitmen ini tidak ditemukan."


class PayerUnknown(NotFound):
    """No payer has this reference."""

    message = "Kode bayar ini tidak dikenal."


class NothingOffered(Invalid):
    """Lives or months are missing or out of bounds."""

    message = "Jumlah jiwa 1 sampai 200.000 dan lama 1 sampai 60 bulan."


class StartsTooEarly(Invalid):
    """Cover can't begin in a month that is over."""

    message = "Bulan mulai sudah lewat. Pilih %(earliest)s atau sesudahnya."


class SharesDoNotAddUp(Invalid):
    """The shares of all payers must make the tariff of every month."""

    message = "Porsi seluruh penanggung berjumlah %(shares)s, padahal iuran per jiwa %(month)s adalah %(tariff)s."


class PayerNotAccepted(Invalid):
    """The company itself carries a share, and others only if they may pledge here themselves."""

    message = (
        "Penanggung adalah perusahaan Anda sendiri, pemerintah kabupaten, dan perusahaan kabupaten ini yang sudah "
        "diterima forum dan pekerjanya sendiri terdaftar, masing-masing satu kali."
    )


class PayerMayNot(PayerNotAccepted):
    """One of those named may not pay here now."""

    message = (
        "%(name)s belum bisa ikut menanggung: perusahaan itu harus diterima forum dan pekerjanya sendiri terdaftar JKN."
    )


class PoolNotOpen(Conflict):
    """Nobody can be held from this pool now."""

    message = "Kelompok sasaran ini tidak sedang dibuka."


class TooManyOpen(Conflict):
    """Promises nobody has signed keep people from others; one company may not keep them all."""

    message = (
        "Komitmen Anda yang belum ditandatangani sudah %(most)s, batas tiap perusahaan di kabupaten ini. "
        "Selesaikan atau batalkan salah satunya dulu."
    )


class FormUsedBefore(Conflict):
    """The same form came again and says something else."""

    message = "Formulir ini sudah pernah dikirim dengan isi lain. Buka formulir baru."


class PledgeMoved(Conflict):
    """The pledge's status does not allow this any more."""

    message = "Komitmen ini sudah berubah keadaan. Muat ulang halaman ini."


class ContentChanged(Conflict):
    """What the approver saw is not what stands there now."""

    message = "Isi komitmen berubah sejak Anda membukanya. Periksa lagi, lalu setujui."


class SamePerson(NotAllowed):
    """Whoever offered a pledge never approves it."""

    message = "Komitmen tidak boleh disetujui oleh orang yang mengajukannya."


class HoldExpired(Conflict):
    """The deadline is over; an ended hold never comes back."""

    message = "Batas waktu titipan sudah lewat. Ajukan komitmen baru."


class NoMoreExtensions(Conflict):
    """A hold is extended a bounded number of times."""

    message = "Batas waktu titipan sudah diperpanjang %(count)s kali, dan itu paling banyak."


class ReasonMissing(Invalid):
    """A no always comes with its reason."""

    message = "Tulis alasannya."


class AlreadyFunded(Conflict):
    """Money already covers months of this pledge."""

    message = "Sebagian jiwa-bulan komitmen ini sudah didanai, jadi komitmen tidak bisa dibatalkan."


class PartOfConsortium(Conflict):
    """A promise inside a consortium is decided together with the others."""

    message = "Komitmen ini bagian dari komitmen bersama %(number)s dan diputuskan bersama yang lain."


class QuotaTooLarge(Invalid):
    """Somebody is to be held from the start: a promise is never all quota."""

    message = "Kuota darurat harus lebih kecil daripada jumlah jiwa."


class QuotaTooLong(Invalid):
    """A quota can't be kept free beyond its promise."""

    message = "Kuota darurat tidak bisa disimpan lebih lama daripada komitmennya."
