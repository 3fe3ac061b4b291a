"""The noes of cards."""

from srikandi.errors import Conflict, Invalid, NotFound


class CardUnknown(NotFound):
    """No card has this code now."""

    message = "Kode ini tidak kami kenal."


class CardMoved(Conflict):
    """The card was replaced or ended meanwhile."""

    message = "Kode kartu ini sudah diganti. Muat ulang halamannya."


class NotCovered(Conflict):
    """Nothing about this person is confirmed, so there is nothing to print."""

    message = "Belum ada bulan yang dikonfirmasi BPJS Kesehatan untuk warga ini. Slip dibuat setelah aktif."


class NobodyToTell(Conflict):
    """Nobody of those chosen has a confirmed month."""

    message = "Tidak ada yang perlu dicetak: belum ada warga aktif dalam pilihan ini."


class NoPhone(Invalid):
    """What is noted is no number WhatsApp can use."""

    message = "Nomor telepon yang tercatat bukan nomor ponsel. Perbaiki datanya dulu."
