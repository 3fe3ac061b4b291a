"""What a life-month costs, from when, by which decree.

A tariff is a dated row, never a constant: a pledge freezes its basis and the amount is looked up by month. A new one is
proposed by somebody who has read the decree and counts when somebody else has read it too.
"""

from srikandi.tariffs.actions import NewTariff, decree, plant
from srikandi.tariffs.models import Basis, Tariff, TariffProposal
from srikandi.tariffs.proposals import (
    OBJECTION,
    accept,
    acceptable_from,
    proposal_of,
    proposals,
    propose,
    refuse,
    withdraw,
)
from srikandi.tariffs.queries import amount, amounts, amounts_with, prices, timetable
from srikandi.tariffs.refusals import (
    DecreeMissing,
    NotAnAmount,
    NotTheMaker,
    RefusalReasonMissing,
    SameReader,
    TariffClash,
    TariffDecided,
    TariffInThePast,
    TariffMissing,
    TariffTooSoon,
    TariffUnbelievable,
    TariffUnknown,
)

__all__ = [
    "OBJECTION",
    "Basis",
    "DecreeMissing",
    "NewTariff",
    "NotAnAmount",
    "NotTheMaker",
    "RefusalReasonMissing",
    "SameReader",
    "Tariff",
    "TariffClash",
    "TariffDecided",
    "TariffInThePast",
    "TariffMissing",
    "TariffProposal",
    "TariffTooSoon",
    "TariffUnbelievable",
    "TariffUnknown",
    "accept",
    "acceptable_from",
    "amount",
    "amounts",
    "amounts_with",
    "decree",
    "plant",
    "prices",
    "proposal_of",
    "proposals",
    "propose",
    "refuse",
    "timetable",
    "withdraw",
]
