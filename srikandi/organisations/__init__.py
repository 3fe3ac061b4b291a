"""Companies, the forum, the BPJS branch and the Pemkab itself: who they are and what they may do here."""

from srikandi.organisations.models import (
    BranchService,
    GateDeclaration,
    GateStatus,
    Kind,
    Organisation,
    Standing,
)
from srikandi.organisations.queries import (
    check_may_pledge,
    current_gate,
    districts_served,
    gates_of,
    government_of,
    names,
    organisation_of,
    visible_to,
    waiting_gates,
)
from srikandi.organisations.refusals import (
    GateExpired,
    GateMissing,
    NoGovernment,
    NotAdmitted,
    OrganisationNotFound,
    Suspended,
)

__all__ = [
    "BranchService",
    "GateDeclaration",
    "GateExpired",
    "GateMissing",
    "GateStatus",
    "Kind",
    "NoGovernment",
    "NotAdmitted",
    "Organisation",
    "OrganisationNotFound",
    "Standing",
    "Suspended",
    "check_may_pledge",
    "current_gate",
    "districts_served",
    "gates_of",
    "government_of",
    "names",
    "organisation_of",
    "visible_to",
    "waiting_gates",
]
