"""Where payers are told to send money: collection accounts, their QRIS, and the virtual account at BPJS Kesehatan.

Nobody changes one alone or at once: somebody proposes, somebody else approves, both having typed their password again,
then everybody has a day to say stop. Until then pages show what stood before. What stands is sealed with a key the
database does not hold, and compared every time the book is verified. Source: docs/decisions/0020.
"""

from srikandi.payments.destinations.applying import found_account, found_direct, vouch
from srikandi.payments.destinations.changing import WAIT, approve, due, propose, stop, take_effect
from srikandi.payments.destinations.content import OF_DIRECT, Wanted, is_sealed, seal_of
from srikandi.payments.destinations.models import (
    CHANGE_MOVES,
    ChangeKind,
    ChangeStatus,
    DestinationChange,
    DirectAccount,
)
from srikandi.payments.destinations.queries import (
    ChangePage,
    accounts_shown,
    change_of,
    direct_account_of,
    ended_changes,
    in_place,
    open_changes,
)
from srikandi.payments.destinations.refusals import (
    AccountWordsMissing,
    ChangeDecided,
    ChangeNotFound,
    ChangeWaiting,
    ContentMoved,
    DirectNumberUnfit,
    FoundingOver,
    NothingChanges,
    ProofMissing,
    ProposerApproves,
)

__all__ = [
    "CHANGE_MOVES",
    "OF_DIRECT",
    "WAIT",
    "AccountWordsMissing",
    "ChangeDecided",
    "ChangeKind",
    "ChangeNotFound",
    "ChangePage",
    "ChangeStatus",
    "ChangeWaiting",
    "ContentMoved",
    "DestinationChange",
    "DirectAccount",
    "DirectNumberUnfit",
    "FoundingOver",
    "NothingChanges",
    "ProofMissing",
    "ProposerApproves",
    "Wanted",
    "accounts_shown",
    "approve",
    "change_of",
    "direct_account_of",
    "due",
    "ended_changes",
    "found_account",
    "found_direct",
    "in_place",
    "is_sealed",
    "open_changes",
    "propose",
    "seal_of",
    "stop",
    "take_effect",
    "vouch",
]
