"""The noes of asking who comes next."""

from srikandi.errors import Conflict, NotFound


class AlreadyAnswered(Conflict):
    """Somebody of the company, or the deadline, was faster."""

    message = "Pertanyaan ini sudah dijawab. Muat ulang halaman ini."


class QuestionUnknown(NotFound):
    """Nothing is asked about this promise."""

    message = "Tidak ada pergantian yang menunggu jawaban untuk komitmen ini."
