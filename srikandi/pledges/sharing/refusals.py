"""The noes of sharing a promise."""

from srikandi.errors import Conflict, Invalid, NotAllowed


class SharesNotAgreed(Conflict):
    """A promise is approved once everybody who would pay has said yes."""

    message = "Belum semua penanggung menyetujui porsinya, jadi komitmen ini belum bisa diputuskan."


class NotAsked(NotAllowed):
    """Only an organisation that was asked for a share answers, and only for itself."""

    message = "Organisasi Anda tidak diminta menanggung komitmen ini."


class NothingToAnswer(Conflict):
    """The shares are settled, or the promise has ended."""

    message = "Pembagian porsi ini sudah tidak menunggu jawaban."


class AnswerTooLate(Conflict):
    """The day of answering is over."""

    message = "Batas menjawab sudah lewat. Pemimpin komitmen bisa mengajukan pembagian baru."


class NotTheLeader(NotAllowed):
    """Whoever made the promise proposes its shares."""

    message = "Hanya pengaju komitmen yang bisa mengubah pembagian porsinya."


class AnswerReasonMissing(Invalid):
    """A no comes with its reason."""

    message = "Tulis alasannya, supaya pengaju bisa menyusun pembagian lain."
