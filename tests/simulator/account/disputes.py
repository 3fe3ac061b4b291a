"""How a card holder's objection goes at the provider: asked about, disputed, decided, given back after all."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from tests.simulator.account.book import Refused

if TYPE_CHECKING:
    from tests.simulator.account.book import Book, Json

DAY = 86_400
DISPUTE_FEE = 15_000_000


class Disputes(ABC):
    """The part of an account that knows disputes."""

    book: Book

    @abstractmethod
    def _moved(self, source: Json, *, kind: str, amount: int, fee: int, payout: str | None = None) -> Json:
        """Write one movement of the account's balance."""

    def dispute(self, charge_id: str, *, reason: str = "fraudulent") -> Json:
        """Let the card holder dispute a charge: the money is taken at once. Raises: Refused."""
        with self.book.lock:
            charge = self.book.find("charge", charge_id)
            if charge["disputed"] or not charge["paid"]:
                raise Refused(f"Charge {charge_id} cannot be disputed.")
            charge["disputed"] = True
            made = self.book.new(
                "du",
                amount=charge["amount"] - charge["amount_refunded"],
                charge=charge_id,
                payment_intent=charge["payment_intent"],
                currency=charge["currency"],
                metadata={},
                reason=reason,
                status="needs_response",
                evidence_details={"due_by": int(time.time()) + 7 * DAY, "has_evidence": False},
            )
            taken = self._moved(made, kind="adjustment", amount=-made["amount"], fee=DISPUTE_FEE)
            made["balance_transactions"] = [taken]
            self.book.tell("charge.dispute.created", made)
            self.book.tell("charge.dispute.funds_withdrawn", made)
            return made

    def close_dispute(self, dispute_id: str, *, won: bool) -> Json:
        """End a dispute; one that is won brings the money back. Raises: Refused."""
        with self.book.lock:
            found = self.book.find("dispute", dispute_id)
            if found["status"] != "needs_response":
                raise Refused(f"Dispute {dispute_id} is closed.")
            found["status"] = "won" if won else "lost"
            self.book.tell("charge.dispute.closed", found)
            if won:
                back = self._moved(found, kind="adjustment", amount=found["amount"], fee=0)
                found["balance_transactions"] = [*found["balance_transactions"], back]
                self.book.tell("charge.dispute.funds_reinstated", found)
            return found

    def reinstate_dispute(self, dispute_id: str) -> Json:
        """Give the money of a lost dispute back after all. Raises: Refused."""
        with self.book.lock:
            found = self.book.find("dispute", dispute_id)
            if found["status"] != "lost":
                raise Refused(f"Dispute {dispute_id} was not lost.")
            back = self._moved(found, kind="adjustment", amount=found["amount"], fee=0)
            found["balance_transactions"] = [*found["balance_transactions"], back]
            found["status"] = "won"
            self.book.tell("charge.dispute.funds_reinstated", found)
            return found

    def ask_about(self, charge_id: str) -> Json:
        """Let a card holder's bank only ask: an inquiry takes no money."""
        with self.book.lock:
            charge = self.book.find("charge", charge_id)
            charge["disputed"] = True
            made = self.book.new(
                "du", amount=charge["amount"], charge=charge_id, currency=charge["currency"], metadata={}
            )
            made.update(payment_intent=charge["payment_intent"], reason="general", status="warning_needs_response")
            made.update(evidence_details={"due_by": None}, balance_transactions=[])
            self.book.tell("charge.dispute.created", made)
            return made

    def close_inquiry(self, dispute_id: str) -> Json:
        """Let the bank be content with the answer."""
        with self.book.lock:
            found = self.book.find("dispute", dispute_id)
            found["status"] = "warning_closed"
            self.book.tell("charge.dispute.closed", found)
            return found
