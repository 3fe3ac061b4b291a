"""Telling the covered person: a card code each, slips, messages, and a status page that names nobody.

pdf = cards.print_slips(session, people, by=village_officer)
url = cards.open_message(session, resident, by=village_officer)
card = cards.card_by_code(session, "7Q4M-K2HJ-9TXA")
"""

from srikandi.cards.codes import card_address, new_code, read_code
from srikandi.cards.covers import Cover, Standing, covers_of
from srikandi.cards.issuing import card_by_code, cards_for, code_of, forget_cards, replace, standing_cards
from srikandi.cards.models import CARD_MOVES, CardStatus, MemberCard
from srikandi.cards.refusals import CardMoved, CardUnknown, NobodyToTell, NoPhone, NotCovered
from srikandi.cards.telling import (
    A_PRINT,
    CARE_CENTER,
    PANDAWA,
    Covered,
    cover_lines,
    covered_people,
    files_of,
    message,
    mobile_number,
    open_message,
    print_slips,
    without_slip,
)

__all__ = [
    "A_PRINT",
    "CARD_MOVES",
    "CARE_CENTER",
    "PANDAWA",
    "CardMoved",
    "CardStatus",
    "CardUnknown",
    "Cover",
    "Covered",
    "MemberCard",
    "NoPhone",
    "NobodyToTell",
    "NotCovered",
    "Standing",
    "card_address",
    "card_by_code",
    "cards_for",
    "code_of",
    "cover_lines",
    "covered_people",
    "covers_of",
    "files_of",
    "forget_cards",
    "message",
    "mobile_number",
    "new_code",
    "open_message",
    "print_slips",
    "read_code",
    "replace",
    "standing_cards",
    "without_slip",
]
