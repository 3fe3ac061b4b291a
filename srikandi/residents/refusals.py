"""The noes of residents. Why a file can't be read stands in `importing`."""

from __future__ import annotations

from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound


class ResidentUnknown(NotFound):
    """There is no such resident, or not one of this viewer's."""

    message = "Warga ini tidak ditemukan."


class ReasonMissing(Invalid):
    """Looking at a full number, throwing away or undoing needs a reason somebody can understand later."""

    message = "Tulis alasannya dengan jelas, paling sedikit 10 huruf."


class TooManyLookUps(Conflict):
    """One person has tried out many numbers within an hour."""

    message = "Sudah %(limit)s pencarian NIK dalam satu jam. Lanjutkan nanti, atau cari dengan nama."


class ChangedMeanwhile(Conflict):
    """What somebody says is of an earlier state of this person's data."""

    message = "Data %(name)s berubah sejak halamannya dibuka. Lihat lagi datanya, lalu kirim lagi."


class NotWaiting(Conflict):
    """Only somebody who was not verified yet can be."""

    message = "Warga ini sudah tidak menunggu verifikasi. Muat ulang halaman ini."


class HasLeft(Conflict):
    """Somebody who has left is not corrected."""

    message = "Warga ini sudah keluar dari daftar, jadi datanya tidak diubah lagi."


class BirthInFuture(Invalid):
    """Nobody is born tomorrow."""

    message = "Tanggal lahir tidak mungkin setelah hari ini."


class NameMissing(Invalid):
    """A person has a name."""

    message = "Tulis namanya."


class ImportUnknown(NotFound):
    """There is no such import, or not in this viewer's district."""

    message = "Unggahan ini tidak ditemukan."


class ImportDecided(Conflict):
    """The import no longer waits for a decision."""

    message = "Unggahan ini sudah diputuskan. Muat ulang halaman ini."


class NikColumnNeeded(Invalid):
    """Without a NIK and a name nobody can be told apart."""

    message = "Tunjukkan kolom NIK dan kolom nama. Tanpa keduanya, orang di daftar tidak bisa dikenali."


class ColumnTwice(Invalid):
    """Two columns can't both be the same thing."""

    message = "Satu isian dipilih untuk dua kolom. Biarkan salah satunya tidak dipakai."


class OwnImport(NotAllowed):
    """Who brought a file does not approve it."""

    message = "Anda yang mengunggah berkas ini, jadi orang lain yang menyetujuinya."


class AnotherPersonNeeded(NotAllowed):
    """The second approval is another person's."""

    message = "Anda sudah menyetujui unggahan ini. Persetujuan kedua harus dari orang lain."


class ImportChanged(Conflict):
    """What would be approved is not what was seen."""

    message = "Isi unggahan ini tidak sama dengan yang Anda lihat. Periksa lagi sebelum menyetujui."


class RegistryChanged(Conflict):
    """Since the file was compared, somebody in it has come, left or changed."""

    message = (
        "Daftar warga berubah sejak berkas ini dibaca. Tekan Bandingkan lagi, periksa hasilnya, baru kemudian setujui."
    )


class NothingAccepted(Conflict):
    """No row of the file can get in."""

    message = "Tidak ada baris yang bisa diterima, jadi tidak ada yang disetujui."


class NotApproved(Conflict):
    """Only an approved import can be undone."""

    message = "Hanya unggahan yang sudah disetujui yang bisa dibatalkan."


class TooLateToUndo(Conflict):
    """Thirty days are over."""

    message = "Sudah lebih dari %(days)s hari sejak disetujui, jadi unggahan ini tidak bisa dibatalkan lagi."


class ImportInUse(Conflict):
    """Somebody of this file is listed, held or covered by now."""

    message = (
        "Ada warga dari berkas ini yang sudah masuk kelompok sasaran atau dititipkan, "
        "jadi unggahan ini tidak bisa dibatalkan."
    )


class ChangedSince(Conflict):
    """A later file changed the same people."""

    message = "Berkas yang lebih baru sudah mengubah warga yang sama. Batalkan berkas itu lebih dulu."


class RestrictedAlready(Conflict):
    """Nobody is restricted twice."""

    message = "Pemakaian data orang ini sudah dibatasi."


class NotRestricted(Conflict):
    """There is nothing to lift."""

    message = "Pemakaian data orang ini tidak sedang dibatasi."


class ErasedAlready(Conflict):
    """The person's key is gone."""

    message = "Data pribadi orang ini sudah dihapus."


class StillInUse(Conflict):
    """Only somebody who has left the list is erased."""

    message = "Orang ini masih ada di daftar, jadi datanya belum bisa dihapus."


class KnownElsewhere(Conflict):
    """The person is in the registry already, perhaps of another district."""

    message = "NIK ini sudah tercatat, mungkin di kabupaten lain. Hubungi kabupaten asalnya."
