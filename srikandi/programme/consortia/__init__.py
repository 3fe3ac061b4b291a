"""What pages say about promises made together, the letters that ask for them, and what must always be true of them."""

from srikandi.i18n import N_
from srikandi.ledger import register_check
from srikandi.programme.consortia.asking import tell_asked, tell_invited
from srikandi.programme.consortia.checks import ALONE, TOGETHER, check_decided_apart, check_funded_alone
from srikandi.programme.consortia.viewing import (
    ConsortiumView,
    PublicConsortium,
    consortium_views,
    public_consortia,
)

register_check(
    ALONE,
    check_funded_alone,
    says=N_("Tidak ada uang komitmen bersama yang dipakai sebelum semuanya disetujui."),
)
register_check(
    TOGETHER,
    check_decided_apart,
    says=N_("Semua komitmen dalam satu komitmen bersama disetujui sekaligus, oleh orang yang sama."),
)

__all__ = ["ConsortiumView", "PublicConsortium", "consortium_views", "public_consortia", "tell_asked", "tell_invited"]
