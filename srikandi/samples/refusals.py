"""The noes of samples."""

from srikandi.errors import Conflict, Invalid, NotFound


class SampleUnknown(NotFound):
    """No such sample, or it is not this viewer's."""

    message = "Sampel ini tidak ditemukan."


class SampleMoved(Conflict):
    """The sample is not where this step starts."""

    message = "Sampel ini sudah berpindah tahap. Muat ulang halaman ini."


class SizeUnfit(Invalid):
    """A size nobody has worked out the chances for."""

    message = "Pilih 59, 149, atau 299 orang."


class PhraseUnfit(Invalid):
    """A phrase that is not the same bytes everywhere."""

    message = "Tulis kalimat 10 sampai 100 tanda, hanya huruf tanpa aksen, angka, dan spasi tunggal."


class ListTooSmall(Conflict):
    """So few people that they could be recognised."""

    message = "Daftar ini berisi kurang dari lima orang, jadi tidak bisa diumumkan."


class ListNotPublished(Conflict):
    """A pool whose list nobody can check."""

    message = "Daftar kelompok ini belum dibekukan dan diumumkan."


class ListChanged(Conflict):
    """The list is not the one that was frozen."""

    message = "Daftar ini tidak lagi sama dengan yang dibekukan. Hentikan sampel ini dan mulai yang baru."


class SeedNotYet(Conflict):
    """The other half of the seed does not exist yet."""

    message = "Segel berikutnya belum terbit. Tunggu sekitar satu menit, lalu coba lagi."


class FindingUnfit(Invalid):
    """Something is missing about what was found."""

    message = "Pilih tanggal kunjungan antara pengundian dan hari ini."


class LineUnknown(Invalid):
    """A line the sheet does not have."""

    message = "Baris ini tidak ada di lembar kunjungan."


class NoteMissing(Invalid):
    """A correction says why."""

    message = "Tulis alasan koreksi untuk baris %(place)s."


class FindingsMissing(Conflict):
    """Not everybody was visited."""

    message = "Masih ada %(left)s orang tanpa hasil. Hasil diumumkan setelah semua terisi."


class NothingNew(Conflict):
    """The rate is published as it is."""

    message = "Tidak ada hasil baru sejak pengumuman terakhir."
