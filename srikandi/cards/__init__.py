"""Telling the covered person: a card code each, slips, messages, and a status page that names nobody.

pdf = cards.print_slips(session, people, by=village_officer)
url = cards.open_message(session, resident, by=village_officer)
card = cards.card_by_code(session, "7Q4M-K2HJ-9TXA")
"""

from srikandi.cards.codes import (
    LIMITS,
    Door,
    card_address,
    check_tries,
    forget_tries,
    new_code,
    note_try,
    read_code,
)
from srikandi.cards.covers import Cover, Standing, covers_of
from srikandi.cards.issuing import card_by_code, cards_for, code_of, forget_cards, replace, standing_cards
from srikandi.cards.models import CARD_MOVES, CardStatus, MemberCard, StreetTry
from srikandi.cards.refusals import CardMoved, CardUnknown, NobodyToTell, NoPhone, NotCovered, TooManyTries
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
    "LIMITS",
    "PANDAWA",
    "CardMoved",
    "CardStatus",
    "CardUnknown",
    "Cover",
    "Covered",
    "Door",
    "MemberCard",
    "NoPhone",
    "NobodyToTell",
    "NotCovered",
    "Standing",
    "StreetTry",
    "TooManyTries",
    "card_address",
    "card_by_code",
    "cards_for",
    "check_tries",
    "code_of",
    "cover_lines",
    "covered_people",
    "covers_of",
    "files_of",
    "forget_cards",
    "forget_tries",
    "message",
    "mobile_number",
    "new_code",
    "note_try",
    "open_message",
    "print_slips",
    "read_code",
    "replace",
    "standing_cards",
    "without_slip",
]
