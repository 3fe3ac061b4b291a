"""Where a refund may go: back to the sender the bank itself has named, and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from srikandi import organisations
from srikandi.payments.banking.models import StatementLine
from srikandi.payments.models import Payment, Route
from srikandi.payments.references import pack
from srikandi.payments.refunding.refusals import DestinationDiffers, DestinationMissing, SenderUnknown

SHORTEST_NUMBER = 5
SHORTEST_NAME = 4
FORMS = frozenset({"PT", "CV", "TBK", "PERSERO", "UD", "PERUM", "YAYASAN"})
"""Words before or behind a company's name that banks write, move or drop as they like."""


@dataclass(frozen=True)
class Destination:
    """A bank account as a person types it."""

    bank: str
    number: str
    holder: str

    @property
    def digits(self) -> str:
        """The number as it is compared."""
        return "".join(re.findall(r"[0-9]", self.number))


def check_destination(session: Session, payment: Payment, to: Destination) -> None:
    """Say nothing when the holder is the sender the bank has named; a number in the line proves nothing.

    The payer itself writes the note that stands there. Where the bank has named nobody, the holder is the payer by its
    own name, or stands in the bank's text, and the approver types number and name from a paper of the bank's.
    Raises: DestinationMissing, SenderUnknown, DestinationDiffers.
    """
    if len(to.digits) < SHORTEST_NUMBER or not to.bank.strip() or len(name_key(to.holder)) < SHORTEST_NAME:
        raise DestinationMissing(field="number")
    line = line_of_payment(session, payment)
    if line is None:
        raise SenderUnknown
    sender = _sender(line)
    if not _is_sender(line, sender, holder=to.holder) and not (
        not is_named(line) and _is_payer(session, payment, to.holder)
    ):
        raise DestinationDiffers(field="holder", sender=sender or line.description[:60])


def is_named(line: StatementLine) -> bool:
    """Has the bank itself named the sender of this money?"""
    return len(name_key(_sender(line))) >= SHORTEST_NAME


def names_sender(session: Session, payment: Payment) -> bool:
    """Say whether a bank has named who sent a payment; a card needs no name."""
    line = line_of_payment(session, payment)
    return payment.route is not Route.BANK_TRANSFER or (line is not None and is_named(line))


def line_of_payment(session: Session, payment: Payment) -> StatementLine | None:
    """Give the line of a statement that brought a payment."""
    return None if payment.statement_line_id is None else session.get(StatementLine, payment.statement_line_id)


def name_key(name: str) -> str:
    """Give what is compared of a name: its letters and digits in capitals, without the form of the company."""
    words = re.findall(r"[A-Z0-9]+", name.upper())
    return pack("".join(word for word in words if word not in FORMS))


def _sender(line: StatementLine) -> str:
    return str(dict(line.reading).get("sender") or "")


def _is_payer(session: Session, payment: Payment, holder: str) -> bool:
    name = organisations.names(session, [payment.organisation_id]).get(payment.organisation_id, "")
    return name_key(name) == name_key(holder)


def _is_sender(line: StatementLine, sender: str, *, holder: str) -> bool:
    """Is this the name the bank has written? Banks cut names, so what stands there may be the beginning of it."""
    written, typed = name_key(sender), name_key(holder)
    if len(written) >= SHORTEST_NAME:
        return typed.startswith(written) or written == typed
    return typed in name_key(line.description)
