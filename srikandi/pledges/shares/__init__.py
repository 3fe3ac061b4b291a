"""Who pays how much of a life-month, and from which month on: shares are dated, as tariffs are.

A payer's first share stands with the payer; a later one counts from its month on once the payer has accepted it.
"""

from srikandi.pledges.shares.changing import ask_share, note_refusal, note_share
from srikandi.pledges.shares.dated import Steps, proportional
from srikandi.pledges.shares.models import PayerShare
from srikandi.pledges.shares.reading import shares_of, steps_of

__all__ = ["PayerShare", "Steps", "ask_share", "note_refusal", "note_share", "proportional", "shares_of", "steps_of"]
