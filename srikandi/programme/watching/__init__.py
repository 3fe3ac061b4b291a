"""The system watches itself: sentences that must hold across rooms, and the alarm when one does not."""

from srikandi.i18n import N_
from srikandi.ledger import register_check
from srikandi.programme.watching.alarms import note_checks
from srikandi.programme.watching.conservation import Equation, check_conservation, equation_of
from srikandi.programme.watching.instalments import check_instalments
from srikandi.programme.watching.people import check_life_months, check_names, check_tallies
from srikandi.programme.watching.seats import check_holds, check_seats
from srikandi.programme.watching.two_people import check_two_people

register_check(
    "conservation",
    check_conservation,
    says=N_("Uang masuk sama dengan yang terpakai, terikat, menjadi titipan, dikembalikan, dan belum dikenali."),
)
register_check("seats", check_seats, says=N_("Tidak ada orang yang ditanggung dua kali dalam satu bulan."))
register_check("holds", check_holds, says=N_("Tidak ada orang yang dititipkan untuk dua komitmen."))
register_check(
    "instalments",
    check_instalments,
    says=N_("Angsuran setiap penanggung berjumlah sama dengan yang dijanjikannya."),
)
register_check(
    "life-months",
    check_life_months,
    says=N_(
        "Setiap jiwa-bulan yang dijanjikan masih ada, dan yang sudah keluar tidak menempati bulan yang akan datang."
    ),
)
register_check("names", check_names, says=N_("Setiap warga dapat dicari dengan kata-kata namanya."))
register_check("tallies", check_tallies, says=N_("Jumlah warga yang dicatat tiap desa sama dengan jumlah warganya."))
register_check("two people", check_two_people, says=N_("Yang mengusulkan bukan yang menyetujui."))

__all__ = ["Equation", "equation_of", "note_checks"]
