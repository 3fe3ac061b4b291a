"""Who pays becomes rows: payers with their references, and what each has promised by which day."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.pledges.models import Instalment, Payer, Pledge
from srikandi.pledges.offers.terms import Quote
from srikandi.pledges.references import new_reference
from srikandi.pledges.shares import note_share


def write_payers(session: Session, pledge: Pledge, costs: Quote) -> None:
    """Give everybody in a quote a payment reference and instalments; each has said yes to that already."""
    for line in costs.payers:
        payer = Payer(
            pledge_id=pledge.id,
            organisation_id=line.organisation_id,
            share=line.share,
            reference=_free_reference(session),
        )
        session.add(payer)
        session.flush()
        session.add_all(
            Instalment(payer_id=payer.id, sequence=due.sequence, due_on=due.due_on, amount=due.amount)
            for due in line.instalments
        )
        for month, amount in line.steps.later:
            note_share(session, payer.id, from_month=month, amount=amount)
    session.flush()


def _free_reference(session: Session) -> str:
    reference = new_reference()
    while session.scalar(select(Payer.id).where(Payer.reference == reference)) is not None:
        reference = new_reference()
    return reference
