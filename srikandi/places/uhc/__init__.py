"""The way to universal cover: what each tier asks for from when, and what a district has counted.

Both are rows with a day and a source. National thresholds are the whole deployment's; figures are typed by the district
from the lists of BPJS Kesehatan, since the total of JKN is nothing we know ourselves.
"""

from srikandi.places.uhc.actions import WHOLE, NewFigures, NewThreshold, SubdistrictCount, Way, ask_for, count
from srikandi.places.uhc.models import AWARDS, Tier, UhcFigure, UhcProposal, UhcThreshold
from srikandi.places.uhc.proposing import confirm, drop, proposal_of, proposals, propose
from srikandi.places.uhc.queries import figure_of, figures_of, subdistrict_figures, thresholds, thresholds_on
from srikandi.places.uhc.refusals import (
    DropReasonMissing,
    FigureInFuture,
    FigureUnfit,
    ProposalDecided,
    ProposalUnknown,
    SameReader,
    SourceMissing,
    SubdistrictStrange,
    ThresholdUnfit,
)

__all__ = [
    "AWARDS",
    "WHOLE",
    "DropReasonMissing",
    "FigureInFuture",
    "FigureUnfit",
    "NewFigures",
    "NewThreshold",
    "ProposalDecided",
    "ProposalUnknown",
    "SameReader",
    "SourceMissing",
    "SubdistrictCount",
    "SubdistrictStrange",
    "ThresholdUnfit",
    "Tier",
    "UhcFigure",
    "UhcProposal",
    "UhcThreshold",
    "Way",
    "ask_for",
    "confirm",
    "count",
    "drop",
    "figure_of",
    "figures_of",
    "proposal_of",
    "proposals",
    "propose",
    "subdistrict_figures",
    "thresholds",
    "thresholds_on",
]
