"""What a life-month costs, from when, by which decree.

A tariff is a dated row, never a constant: a pledge freezes its basis and the amount is looked up by month.
"""

from srikandi.tariffs.actions import NewTariff, decree, plant
from srikandi.tariffs.models import Basis, Tariff, TariffProposal
from srikandi.tariffs.queries import amount, amounts, timetable
from srikandi.tariffs.refusals import TariffClash, TariffMissing

__all__ = [
    "Basis",
    "NewTariff",
    "Tariff",
    "TariffClash",
    "TariffMissing",
    "TariffProposal",
    "amount",
    "amounts",
    "decree",
    "plant",
    "timetable",
]
