"""The stories that cross rooms: pledge to cover, money to life-months, people leaving and succeeding.

Each is one verb that holds what it needs in one order (pools, pledges, accounts), so that two stories never wait for
each other. Money is never refused, a promise is only funded when every payer's share is there, and nothing is lost on
the way: committed = used + running + waiting + released.
"""

from srikandi.programme.approving import approve_pledge, cancel_pledge, expire_holds
from srikandi.programme.certificates import certificate_facts, certify
from srikandi.programme.cover import (
    EXIT_REASONS,
    AnswerReport,
    MonthConfirmed,
    Succession,
    TurnedDown,
    batch_file,
    build_batch,
    confirm_month,
    exit_resident,
    fill_waiting,
    lapse_ended,
    read_answer,
    send_batch,
    signed_pledges,
)
from srikandi.programme.money import (
    Funding,
    PayerGap,
    Settlement,
    SettlementNotice,
    fund,
    identify,
    settle,
    why_not_funded,
)
from srikandi.programme.overview import (
    BatchRow,
    HeldRow,
    PledgeOverview,
    PledgeRow,
    batch_rows,
    held_rows,
    months_to_confirm,
    months_to_register,
    pledge_overview,
    pledge_rows,
)
from srikandi.programme.refusals import (
    AlreadyIdentified,
    NothingConfirmed,
    NothingToConfirm,
    NotInBatch,
    ReasonUnknown,
    SuspenseUnknown,
)

__all__ = [
    "EXIT_REASONS",
    "AlreadyIdentified",
    "AnswerReport",
    "BatchRow",
    "Funding",
    "HeldRow",
    "MonthConfirmed",
    "NotInBatch",
    "NothingConfirmed",
    "NothingToConfirm",
    "PayerGap",
    "PledgeOverview",
    "PledgeRow",
    "ReasonUnknown",
    "Settlement",
    "SettlementNotice",
    "Succession",
    "SuspenseUnknown",
    "TurnedDown",
    "approve_pledge",
    "batch_file",
    "batch_rows",
    "build_batch",
    "cancel_pledge",
    "certificate_facts",
    "certify",
    "confirm_month",
    "exit_resident",
    "expire_holds",
    "fill_waiting",
    "fund",
    "held_rows",
    "identify",
    "lapse_ended",
    "months_to_confirm",
    "months_to_register",
    "pledge_overview",
    "pledge_rows",
    "read_answer",
    "send_batch",
    "settle",
    "signed_pledges",
    "why_not_funded",
]
