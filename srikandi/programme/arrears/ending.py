"""A promise of arrears alone runs from the first family struck off, and ends when nothing of it is left to do."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import pledges
from srikandi.arrears.paying import promised_arrears
from srikandi.audit import Actor
from srikandi.errors import Conflict
from srikandi.pledges import Pledge, PledgeStatus

SIGNED = (PledgeStatus.AGREED, PledgeStatus.RUNNING)


class AgreementMissing(Conflict):
    """The branch strikes arrears off for promises that are signed."""

    message = "Catat dulu perjanjian kerja samanya, baru berkas pelunasannya bisa disusun."


def check_signed(pledge: Pledge) -> None:
    """Say nothing when the branch may be asked to strike off what a promise pays. Raises: AgreementMissing."""
    if pledge.is_of_arrears and pledge.status not in SIGNED:
        raise AgreementMissing


def start_arrears(session: Session, pledge: Pledge, *, by: Actor) -> None:
    """Let a promise of arrears alone run: somebody's are struck off."""
    if pledge.is_of_arrears and pledge.status is PledgeStatus.AGREED:
        pledges.start_running(session, pledge, by=by)


def finish_arrears(session: Session, pledge: Pledge, *, by: Actor) -> None:
    """Complete a promise of arrears alone none of whose families waits for money or for the branch.

    What its money did not reach is the payer's again: `release_ended` gives it back.
    """
    if not pledge.is_of_arrears or pledge.status is not PledgeStatus.RUNNING:
        return
    far = promised_arrears(session, [pledge.id])[pledge.id]
    if not far.planned[0] and not far.funded[0]:
        pledges.complete(session, pledge, by=by)
