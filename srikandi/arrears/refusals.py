"""The noes of arrears."""

from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound


class PeriodWrong(Invalid):
    """A debt begins before it ends, and ends before today."""

    message = "Tunggakan dihitung dari bulan awal sampai bulan akhir, dan paling akhir bulan ini."


class TooManyMonths(Invalid):
    """A debt counts for two years."""

    message = "Tunggakan dihitung paling banyak 24 bulan."


class ClassNotPriced(Invalid):
    """No decree known here says what such a month cost."""

    message = "Iuran kelas %(care_class)s sebelum %(month)s belum tercatat, jadi tunggakannya tidak bisa dihitung."


class SaysNothingNew(Conflict):
    """What is said stands there already."""

    message = "Tunggakan warga ini sudah tercatat persis begitu."


class ReasonNeeded(Invalid):
    """A correction says why."""

    message = "Tulis alasannya, misalnya nomor surat atau tanggal cek di aplikasi BPJS."


class ListUnknown(NotFound):
    """There is no such file here."""

    message = "Daftar tunggakan ini tidak ditemukan."


class ListDecided(Conflict):
    """Somebody was faster."""

    message = "Daftar ini sudah diputuskan. Muat ulang halaman ini."


class OwnList(NotAllowed):
    """Whoever brought a list does not approve it."""

    message = "Anda yang mengunggah daftar ini, jadi orang lain yang menyetujuinya."


class ListChanged(Conflict):
    """What was seen is not what stands there."""

    message = "Isi daftar ini berubah sejak Anda membukanya. Periksa lagi, baru kemudian setujui."


class NothingNew(Conflict):
    """No row of the list says anything new."""

    message = "Tidak ada baris yang mengubah tunggakan seseorang, jadi tidak ada yang disetujui."


class NobodyNamed(Invalid):
    """A list of arrears names people by NIK."""

    message = "Tidak ada kolom NIK di berkas ini."


class NoMonthsColumn(Invalid):
    """A list of arrears says how many months, or from when."""

    message = "Tidak ada kolom jumlah bulan tunggakan atau bulan awalnya di berkas ini."


class ListTooLong(Invalid):
    """Lists of arrears come in parts."""

    message = "Satu berkas paling banyak %(rows)s baris. Bagi berkasnya menjadi beberapa."
