"""Who would pay which share, asked one by one: nobody can be made to pay by somebody else."""

from srikandi.pledges.sharing.models import Answer, ProposalStatus, ShareLine, ShareProposal

__all__ = ["Answer", "ProposalStatus", "ShareLine", "ShareProposal"]
