"""Money of the demonstration: statements as banks give them, direct payments, and what people do with both."""

from srikandi.cli.demo.money.bank import Mutation, bca_statement, mt940_statement
from srikandi.cli.demo.money.cards import dispute, pay_by_card
from srikandi.cli.demo.money.closing import close_month
from srikandi.cli.demo.money.destinations import move_mandiri
from srikandi.cli.demo.money.receiving import Books, claim_direct, confirm_direct, match_suspense
from srikandi.cli.demo.money.returning import ask_back

__all__ = [
    "Books",
    "Mutation",
    "ask_back",
    "bca_statement",
    "claim_direct",
    "close_month",
    "confirm_direct",
    "dispute",
    "match_suspense",
    "move_mandiri",
    "mt940_statement",
    "pay_by_card",
]
