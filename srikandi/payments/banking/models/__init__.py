"""The statements of collection accounts line by line, what people say about them, and the files on their way in."""

from srikandi.payments.banking.models.proposals import (
    PROPOSAL_MOVES,
    LineProposal,
    LineWriteOff,
    ProposalKind,
    ProposalPart,
    ProposalStatus,
    Proposed,
    StatementVoid,
    WriteOffPart,
)
from srikandi.payments.banking.models.statements import HAS_CENTS, PLACES, BankStatement, StatementLine, place_of
from srikandi.payments.banking.models.uploads import UPLOAD_MOVES, StatementUpload, UploadStatus

__all__ = [
    "HAS_CENTS",
    "PLACES",
    "PROPOSAL_MOVES",
    "UPLOAD_MOVES",
    "BankStatement",
    "LineProposal",
    "LineWriteOff",
    "ProposalKind",
    "ProposalPart",
    "ProposalStatus",
    "Proposed",
    "StatementLine",
    "StatementUpload",
    "StatementVoid",
    "UploadStatus",
    "WriteOffPart",
    "place_of",
]
