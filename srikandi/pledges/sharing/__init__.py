"""Who would pay which share, asked one by one: nobody can be made to pay by somebody else.

A promise of several payers begins with a proposal. Payers, payment references and instalments are only written once
every organisation named in it has said yes through its own officer; until then nothing can be approved or billed.
"""

from srikandi.pledges.sharing.models import Answer, ProposalStatus, ShareLine, ShareProposal
from srikandi.pledges.sharing.proposals import (
    Asked,
    Proposal,
    is_open,
    lines_of,
    live_of,
    propose,
    sharing_of,
)
from srikandi.pledges.sharing.refusals import (
    AnswerReasonMissing,
    AnswerTooLate,
    NotAsked,
    NothingToAnswer,
    NotTheLeader,
    SharesNotAgreed,
)

__all__ = [
    "Answer",
    "AnswerReasonMissing",
    "AnswerTooLate",
    "Asked",
    "NotAsked",
    "NotTheLeader",
    "NothingToAnswer",
    "Proposal",
    "ProposalStatus",
    "ShareLine",
    "ShareProposal",
    "SharesNotAgreed",
    "is_open",
    "lines_of",
    "live_of",
    "propose",
    "sharing_of",
]
