"""The noes of leaving and coming back."""

from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound


class LeftBeforeBirth(Invalid):
    """Nobody leaves before they are born."""

    message = "Menurut daftar, %(name)s baru lahir %(born)s. Periksa tanggal keluarnya, atau perbaiki tanggal lahirnya."


class NotLeft(Conflict):
    """Only somebody who has left can come back."""

    message = "Warga ini tidak tercatat keluar, jadi tidak ada yang dibatalkan."


class OwnReport(NotAllowed):
    """Whoever noted an exit does not take it back alone."""

    message = "Anda sendiri yang mencatat keluarnya. Orang lain yang membatalkannya."


class StaysAsOther(Conflict):
    """Two records of one person are told apart by opening their case again."""

    message = "Warga ini tercatat ganda. Buka kembali perkaranya di halaman Data ganda."


class ExitListUnknown(NotFound):
    """There is no such file here."""

    message = "Berkas warga keluar ini tidak ditemukan."


class ExitListDecided(Conflict):
    """Somebody was faster."""

    message = "Berkas ini sudah diputuskan. Muat ulang halaman ini."


class OwnExitList(NotAllowed):
    """Whoever brought a file does not approve it."""

    message = "Anda yang mengunggah berkas ini, jadi orang lain yang menyetujuinya."


class ExitListChanged(Conflict):
    """What was seen is not what stands there."""

    message = "Isi berkas ini berubah sejak Anda membukanya. Periksa lagi, baru kemudian setujui."


class NobodyLeaves(Conflict):
    """No row of the file says anything new."""

    message = "Tidak ada baris yang mencatat seseorang keluar, jadi tidak ada yang disetujui."


class NoReasonColumn(Invalid):
    """A list of people who have left says why, or the bringer does for the whole file."""

    message = "Berkas ini tidak punya kolom alasan. Pilih satu alasan untuk seluruh berkas."


class NobodyNamed(Invalid):
    """A list of people who have left names them by NIK or card number."""

    message = "Tidak ada kolom NIK atau nomor kartu JKN di berkas ini."


class FileTooLong(Invalid):
    """People who leave are reported in smaller files."""

    message = "Satu berkas paling banyak %(rows)s baris. Bagi berkasnya menjadi beberapa."
