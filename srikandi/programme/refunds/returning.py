"""A transfer that bounces: its line in suspense is the refund coming back; one person proposes, another confirms.

And what a refund at the provider's desk has taken out of used months, where two people claim it from its payer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.ledger import NotEnoughMoney
from srikandi.money import SEN, ZERO, Money
from srikandi.payments import BankAccount, LineProposal, Payment, ProposalKind, StatementLine, banking, refunding
from srikandi.payments.banking import Share
from srikandi.payments.refunding import NotThisRefund, Refund, RefundMoved, RefundReturn, RefundStage, name_key
from srikandi.pledges import Pledge
from srikandi.programme.money import book_recovered, book_returned, fund, unused
from srikandi.programme.receiving import external_name
from srikandi.programme.refunds.deciding import hold
from srikandi.programme.refusals import NothingUnused

LONGEST = timedelta(days=60)
"""How long after it left a transfer may still come back."""
BANKS_SAY = re.compile(r"RETUR|RETURN|TOLAK|REJECT|GAGAL|KEMBALI|BATAL|BOUNCE")


class Sign(StrEnum):
    """Why a line may be a refund that comes back."""

    NUMBERED = "numbered"
    ACCOUNT = "account"
    HOLDER = "holder"
    SAID = "said"
    SAME_ACCOUNT = "same_account"
    SAME_SUM = "same_sum"


@dataclass(frozen=True)
class Bounced:
    """A refund that a line may bring back, when it left, and why it is offered."""

    refund: Refund
    left: StatementLine
    signs: tuple[Sign, ...]


def bounced_in(session: Session, line: StatementLine) -> list[Bounced]:
    """List the refunds that a line in suspense may bring back, the likeliest first."""
    if not banking.waits(line) or line.amount_sen % SEN:
        return []
    gone = refunding.gone_by_bank(session, line.district_id, amount=banking.whole(line))
    found = [
        Bounced(refund, left, tuple(_signs(refund, left, line)))
        for refund, left in gone
        if left.booked_on <= line.booked_on <= left.booked_on + LONGEST
    ]
    return sorted(found, key=lambda one: -len(one.signs))


def propose_return(session: Session, refund: Refund, line: StatementLine, *, reason: str, by: Actor) -> LineProposal:
    """Propose that a line brings a refund back. Raises: NotThisRefund and what `banking.propose` raises."""
    if refund.id not in {one.refund.id for one in bounced_in(session, line)}:
        raise NotThisRefund
    payment = session.get_one(Payment, refund.payment_id)
    shares = [Share(line.id, payment.payer_id, refund.amount)]
    proposal = banking.propose(session, [line], shares=shares, kind=ProposalKind.MATCH, reason=reason, by=by)
    session.add(RefundReturn(proposal_id=proposal.id, refund_id=refund.id))
    session.flush()
    return proposal


def confirm_return(session: Session, proposal: LineProposal, *, by: Actor) -> Refund:
    """Let a refund come back that somebody else has recognised: the sum is its payer's credit again.

    Raises: LineDecided, MatcherConfirms, RefundMoved.
    """
    refund_id = refunding.returned_by(session, proposal.id)
    if refund_id is None:
        raise RefundMoved
    (line,) = banking.confirm(session, proposal, by=by)
    pledge, _, refund = hold(session, session.get_one(Refund, refund_id))
    if refund.status is not RefundStage.PAID or banking.whole(line) != refund.amount:
        raise RefundMoved
    name = external_name(session.get_one(BankAccount, line.account_id), line)
    journal = book_returned(session, pledge, refund, reference=f"bank:{name}|r{proposal.id}", by=by)
    refunding.note_returned(session, refund, journal_id=journal.id, reason=proposal.reason, by=by)
    banking.note_credited(session, line, reference=None)
    fund(session, pledge.id, by=by)
    return refund


def collect_claim(session: Session, refund: Refund, *, by: Actor) -> Refund:
    """Take what its payer has unused, up to what two people have claimed from it for a loss.

    Raises: RefundMoved, NothingUnused.
    """
    pledge, _, refund = hold(session, refund)
    if refund.claim <= ZERO or refund.status is not RefundStage.PAID:
        raise RefundMoved
    amount = min(refund.claim, unused(session, pledge, refund.organisation_id))
    if amount <= ZERO:
        raise NothingUnused(unused=ZERO)
    try:
        book_recovered(session, pledge, refund, amount=amount, by=by)
    except NotEnoughMoney as error:
        raise NothingUnused(unused=ZERO) from error
    refunding.note_recovered(session, refund, amount, by=by)
    return refund


def unused_by(session: Session, refund: Refund) -> Money:
    """Give what the payer of a refund has unused where it was taken from."""
    return unused(session, session.get_one(Pledge, refund.pledge_id), refund.organisation_id)


def _signs(refund: Refund, left: StatementLine, line: StatementLine) -> list[Sign]:
    said, digits = line.description.upper(), "".join(re.findall(r"[0-9]", line.description))
    found = {
        Sign.NUMBERED: re.search(rf"PENGEMBALIAN\W*{refund.id}\b", said) is not None,
        Sign.ACCOUNT: bool(refund.number) and str(refund.number) in digits,
        Sign.HOLDER: bool(refund.holder) and name_key(refund.holder or "") in name_key(said),
        Sign.SAID: BANKS_SAY.search(said) is not None,
        Sign.SAME_ACCOUNT: left.account_id == line.account_id,
        Sign.SAME_SUM: True,
    }
    return [sign for sign, is_there in found.items() if is_there]
