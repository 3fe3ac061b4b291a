"""Money comes in: by card, by bank transfer, straight to BPJS Kesehatan, or from nobody knows whom.

Whoever says they paid is believed only when the outside shows it: the provider when asked, a line of a statement, the
branch with its receipt number. What has come is always booked, once, however often and in whatever order it is told.
"""

from srikandi.programme.receiving.bank import (
    LONG,
    Imported,
    Matched,
    Obstacle,
    Voidable,
    bring_in,
    confirm_proposal,
    confirm_void,
    external_name,
    import_in_steps,
    import_or_hold,
    import_statement,
    join_lines,
    look_at_void,
    match_line,
    months_losing,
    propose_correction,
    propose_void,
    split_line,
    void_name,
)
from srikandi.programme.receiving.cards import apply_seen, begin_card, card_order, check_card, follow_refund
from srikandi.programme.receiving.checks import check_matched
from srikandi.programme.receiving.direct import claim_direct, confirm_direct, drop_direct, same_proof
from srikandi.programme.receiving.notices import FAILED, handle_events, look_up, work_event, work_notice
from srikandi.programme.receiving.payouts import Held, Holding, arrive_by_hand, held_by_provider, match_payouts
from srikandi.programme.receiving.purposes import bills_for_reading, ended_bills, noon, purpose_of
from srikandi.programme.receiving.receipts import ListBrought, bring_receipts
from srikandi.programme.receiving.reconciling import Recovered, drop_stale, recover

__all__ = [
    "FAILED",
    "LONG",
    "Held",
    "Holding",
    "Imported",
    "ListBrought",
    "Matched",
    "Obstacle",
    "Recovered",
    "Voidable",
    "apply_seen",
    "arrive_by_hand",
    "begin_card",
    "bills_for_reading",
    "bring_in",
    "bring_receipts",
    "card_order",
    "check_card",
    "check_matched",
    "claim_direct",
    "confirm_direct",
    "confirm_proposal",
    "confirm_void",
    "drop_direct",
    "drop_stale",
    "ended_bills",
    "external_name",
    "follow_refund",
    "handle_events",
    "held_by_provider",
    "import_in_steps",
    "import_or_hold",
    "import_statement",
    "join_lines",
    "look_at_void",
    "look_up",
    "match_line",
    "match_payouts",
    "months_losing",
    "noon",
    "propose_correction",
    "propose_void",
    "purpose_of",
    "recover",
    "same_proof",
    "split_line",
    "void_name",
    "work_event",
    "work_notice",
]
