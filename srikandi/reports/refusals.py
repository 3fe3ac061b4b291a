"""The noes of reports and plans."""

from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound


class ReportUnknown(NotFound):
    """No such report, or it is not this viewer's."""

    message = "Laporan ini tidak ditemukan."


class NothingToReport(Conflict):
    """Every confirmed month of this pledge stands in a report already."""

    message = "Belum ada bulan terkonfirmasi yang belum dilaporkan untuk komitmen ini."


class ReportMoved(Conflict):
    """The report is not where this step starts."""

    message = "Laporan ini sudah berpindah tahap. Muat ulang halaman ini."


class ReportChanged(Conflict):
    """What was reviewed is not what was signed last."""

    message = "Isi laporan sudah berubah sejak Anda membukanya. Baca ulang, lalu putuskan."


class StoryMissing(Invalid):
    """A report tells what the company saw."""

    message = "Ceritakan singkat apa yang perusahaan lakukan dan lihat."


class SignerMissing(Invalid):
    """A report is signed by somebody in an office."""

    message = "Tulis nama dan jabatan penanda tangan."


class ReasonMissing(Invalid):
    """A review always says why."""

    message = "Tulis alasannya; perusahaan membacanya."


class OwnCompany(NotAllowed):
    """Nobody reviews the company they belong to."""

    message = "Anda tidak bisa menelaah laporan perusahaan tempat Anda terdaftar."


class PlanUnfit(Invalid):
    """A plan out of any measure."""

    message = "Periksa angka rencana: jiwa dan pertumbuhan tidak boleh negatif, lama 1 sampai 120 bulan."


class ScenarioUnfit(Invalid):
    """A scenario out of any measure."""

    message = "Periksa angkanya: jiwa tidak boleh negatif, yang keluar di bawah 100 persen, lama 1 sampai 24 bulan."


class MixUneven(Invalid):
    """Shares that are not the whole."""

    message = "Porsi APBD, CSR, dan sumber lain harus berjumlah 100 persen."
