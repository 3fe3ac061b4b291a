"""The noes of organisations."""

from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound


class OrganisationNotFound(NotFound):
    """There is no such organisation, or not for this viewer."""

    message = "Organisasi ini tidak ditemukan."


class NoGovernment(NotFound):
    """The district has not been set up as a payer."""

    message = "Pemerintah kabupaten belum terdaftar sebagai penanggung."


class GateNotFound(NotFound):
    """There is no such declaration, or not for this viewer."""

    message = "Pernyataan ini tidak ditemukan."


class NibUnfit(Invalid):
    """A NIB has 13 digits."""

    message = "NIB terdiri dari 13 angka."


class NpwpUnfit(Invalid):
    """A NPWP has 15 or 16 digits, and its check digit fits."""

    message = "NPWP terdiri dari 15 atau 16 angka. Periksa lagi angkanya."


class VillageUnfit(Invalid):
    """The village is not in this district."""

    message = "Desa atau kelurahan ini tidak ada di kabupaten yang dipilih."


class AlreadyApplied(Conflict):
    """This NIB is known in the district."""

    message = "Perusahaan dengan NIB ini sudah terdaftar di kabupaten ini."


class StandingMoved(Conflict):
    """The organisation is not where this decision begins."""

    message = "Status perusahaan ini sudah berubah. Muat ulang halaman ini."


class ReasonMissing(Invalid):
    """A decision comes with its reason."""

    message = "Tulis alasannya. Alasan ini tercatat."


class NotAdmitted(Conflict):
    """The forum has not admitted this company."""

    message = "Perusahaan ini belum diterima forum, jadi belum bisa membuat komitmen."


class Suspended(Conflict):
    """The company is suspended: no new pledges, running cover goes on."""

    message = "Perusahaan ini sedang ditangguhkan. Komitmen baru belum bisa dibuat; perlindungan yang berjalan tetap."


class GateMissing(Conflict):
    """The branch has not confirmed that the company's own workers are in JKN."""

    message = "BPJS Kesehatan belum memastikan bahwa pekerja perusahaan ini terdaftar JKN."


class GateExpired(Conflict):
    """The confirmation has run out."""

    message = "Kepastian dari BPJS Kesehatan berakhir pada %(expires_on)s. Kirim pernyataan baru."


class WorkersUnfit(Invalid):
    """More workers are registered than there are, or none works there."""

    message = "Jumlah pekerja terdaftar harus antara nol dan jumlah pekerja."


class GateDecided(Conflict):
    """The declaration has been decided."""

    message = "Pernyataan ini sudah diputuskan."


class ExpiryUnfit(Invalid):
    """A confirmation runs out some day after today, and not later than in two years."""

    message = "Pilih tanggal berakhir setelah hari ini, paling lama dua tahun."


class OwnDeclaration(NotAllowed):
    """Who declares never confirms."""

    message = "Yang menyatakan tidak boleh memastikan."
