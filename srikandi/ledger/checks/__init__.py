"""The book checks itself: everything is added up and hashed again from the stored rows."""

from srikandi.i18n import N_
from srikandi.ledger.checks.closed import check_closed, check_closed_balances
from srikandi.ledger.checks.content import check_content, check_reversals
from srikandi.ledger.checks.roads import check_roads
from srikandi.ledger.checks.sealing import JOURNAL, RECEIPT, check_seals
from srikandi.ledger.checks.standing import check_accounts, check_balances, check_guards, check_strays
from srikandi.ledger.verification import register_check

register_check("content", check_content, says=N_("Setiap jurnal masih berbunyi seperti saat dibukukan."))
register_check("reversals", check_reversals, says=N_("Setiap pembalikan adalah kebalikan tepat dari jurnal asalnya."))
register_check("balances", check_balances, says=N_("Setiap saldo tersimpan sama dengan jumlah transfernya."))
register_check("accounts", check_accounts, says=N_("Setiap akun sesuai dengan bagan akun."))
register_check("strays", check_strays, says=N_("Setiap transfer punya jurnal di kabupatennya sendiri."))
register_check("roads", check_roads, says=N_("Uang hanya berjalan lewat jalan yang dikenal bagan akun."))
register_check("guards", check_guards, says=N_("Semua pengaman basis data terpasang."))
register_check("closed", check_closed, says=N_("Tidak ada yang dibukukan di bulan yang sudah ditutup."))
register_check(
    "closed_balances",
    check_closed_balances,
    says=N_("Saldo yang disimpan saat sebuah bulan ditutup sama dengan jumlah transfernya."),
)
register_check("seals", check_seals, says=N_("Segel setiap blok masih cocok dengan isinya, dan rantainya tidak putus."))

__all__ = ["JOURNAL", "RECEIPT"]
