"""What a life-month costs, from when, by which decree.

A tariff is a dated row, never a constant: a pledge freezes its basis and the amount is looked up by month. A new one is
proposed by somebody who has read the decree and counts when somebody else has read it too.
"""

from srikandi.tariffs.actions import NewTariff, decree, plant
from srikandi.tariffs.models import Basis, Tariff, TariffProposal
from srikandi.tariffs.proposals import accept, proposal_of, proposals, propose, refuse
from srikandi.tariffs.queries import amount, amounts, amounts_with, prices, timetable
from srikandi.tariffs.refusals import (
    DecreeMissing,
    NotAnAmount,
    SameReader,
    TariffClash,
    TariffDecided,
    TariffInThePast,
    TariffMissing,
    TariffUnknown,
)

__all__ = [
    "Basis",
    "DecreeMissing",
    "NewTariff",
    "NotAnAmount",
    "SameReader",
    "Tariff",
    "TariffClash",
    "TariffDecided",
    "TariffInThePast",
    "TariffMissing",
    "TariffProposal",
    "TariffUnknown",
    "accept",
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
]
