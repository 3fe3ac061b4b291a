"""Arrears in the story: what a pledge pays of what its people owe, and what happens when somebody pays or leaves."""

from srikandi.i18n import N_
from srikandi.ledger import register_check
from srikandi.programme.arrears.checks import ARREARS, check_arrears
from srikandi.programme.arrears.ending import AgreementMissing
from srikandi.programme.arrears.promising import PromisedFamily, count_families, promised_families
from srikandi.programme.arrears.saying import approve_list, correct, let_go_astray
from srikandi.programme.arrears.settling import (
    book_sent,
    build_file,
    outgoing_for,
    settle_families,
    withdraw_file,
)
from srikandi.programme.arrears.viewing import (
    HeldOwing,
    PledgeOwing,
    SettlementFamily,
    SettlementRow,
    WaitingForFile,
    families_of,
    file_of,
    held_owing,
    next_owing,
    pledges_owing,
    settlement_rows,
    waiting_for_file,
)

register_check(
    ARREARS,
    check_arrears,
    says=N_("Tunggakan yang terdanai dan yang lunas sama dengan uang yang dibukukan untuknya."),
)

__all__ = [
    "AgreementMissing",
    "HeldOwing",
    "PledgeOwing",
    "PromisedFamily",
    "SettlementFamily",
    "SettlementRow",
    "WaitingForFile",
    "approve_list",
    "book_sent",
    "build_file",
    "check_arrears",
    "correct",
    "count_families",
    "families_of",
    "file_of",
    "held_owing",
    "let_go_astray",
    "next_owing",
    "outgoing_for",
    "pledges_owing",
    "promised_families",
    "settle_families",
    "settlement_rows",
    "waiting_for_file",
    "withdraw_file",
]
