"""What can happen to a payment at the provider: opened, paid, declined, expired, refunded, disputed, paid out."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.simulator.account.book import Book, Json, Refused
from tests.simulator.account.disputes import DAY, Disputes

if TYPE_CHECKING:
    from collections.abc import Mapping

SOONEST_EXPIRY = 1_800
LARGEST_AMOUNT = 999_999_999_999
FEE_PER_MILLE = 29
FIXED_FEE = 200_000


class Account(Disputes):
    """One merchant's account at the simulated provider."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self.book = book

    def open_session(self, params: Mapping[str, object], base_url: str) -> Json:
        """Open a Checkout session from Stripe's own parameters. Raises: Refused."""
        currency, amount, description = _line_items(params.get("line_items"))
        if params.get("mode") != "payment":
            raise Refused("Only mode=payment is simulated.")
        for name in ("success_url", "cancel_url"):
            _web_address(params.get(name), name)
        intent = params.get("payment_intent_data")
        made = self.book.new(
            "cs",
            amount_subtotal=amount,
            amount_total=amount,
            currency=currency,
            cancel_url=params["cancel_url"],
            success_url=params["success_url"],
            client_reference_id=params.get("client_reference_id"),
            customer_email=params.get("customer_email"),
            expires_at=_expiry(params.get("expires_at")),
            locale=params.get("locale"),
            metadata=params.get("metadata") or {},
            mode="payment",
            payment_intent=None,
            payment_status="unpaid",
            status="open",
        )
        made["url"] = f"{base_url}/c/pay/{made['id']}"
        made["_simulated"] = {"description": description, "intent": intent if isinstance(intent, dict) else {}}
        return made

    def session(self, session_id: str) -> Json:
        """Give a session, expiring it first when its time is over."""
        with self.book.lock:
            found = self.book.find("checkout.session", session_id)
            if found["status"] == "open" and found["expires_at"] <= time.time():
                self.expire(session_id)
            return found

    def expire(self, session_id: str) -> Json:
        """End an open session unpaid. Raises: Refused."""
        with self.book.lock:
            found = self._open(session_id)
            found.update(status="expired", url=None)
            self.book.tell("checkout.session.expired", found)
            return found

    def pay(self, session_id: str, *, currency: str | None = None, amount: int | None = None) -> Json:
        """Pay an open session in full; a test may make another currency or amount arrive. Raises: Refused."""
        with self.book.lock:
            self.session(session_id)
            found = self._open(session_id)
            found["currency"] = currency or found["currency"]
            found["amount_total"] = found["amount_total"] if amount is None else amount
            intent, charge = self._charged(found, failure=None)
            found.update(status="complete", payment_status="paid", url=None, payment_intent=intent["id"])
            self.book.tell("charge.succeeded", charge)
            self.book.tell("payment_intent.succeeded", intent)
            self.book.tell("checkout.session.completed", found)
            return found

    def decline(self, session_id: str) -> Json:
        """Let the card be declined; the session stays open, as at Stripe. Raises: Refused."""
        with self.book.lock:
            self.session(session_id)
            intent, charge = self._charged(self._open(session_id), failure="card_declined")
            self.book.tell("charge.failed", charge)
            self.book.tell("payment_intent.payment_failed", intent)
            return intent

    def refund(self, params: Mapping[str, object]) -> Json:
        """Give money of a charge back, all that is left or a part of it. Raises: Refused."""
        with self.book.lock:
            charge = self._charge_of(params)
            left = charge["amount"] - charge["amount_refunded"]
            amount = left if params.get("amount") is None else _whole(params["amount"], "amount")
            if left == 0:
                raise Refused(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
            if charge["disputed"]:
                raise Refused(f"Charge {charge['id']} has been charged back.", code="charge_disputed")
            if not 0 < amount <= left:
                raise Refused(f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left}).")
            made = self.book.new(
                "re",
                amount=amount,
                charge=charge["id"],
                payment_intent=charge["payment_intent"],
                currency=charge["currency"],
                metadata=params.get("metadata") or {},
                reason=params.get("reason"),
                status="succeeded",
            )
            made["balance_transaction"] = self._moved(made, kind="refund", amount=-amount, fee=0)["id"]
            charge["amount_refunded"] += amount
            charge["refunded"] = charge["amount_refunded"] == charge["amount"]
            self.book.tell("refund.created", made)
            self.book.tell("charge.refunded", charge)
            return made

    def fail_refund(self, refund_id: str) -> Json:
        """Let the card's bank send a refund back, as it may days later. Raises: Refused."""
        with self.book.lock:
            found = self.book.find("refund", refund_id)
            if found["status"] == "failed":
                raise Refused(f"Refund {refund_id} has failed.")
            charge = self.book.find("charge", found["charge"])
            found["status"] = "failed"
            found["failure_balance_transaction"] = self._moved(
                found, kind="refund_failure", amount=found["amount"], fee=0
            )["id"]
            charge["amount_refunded"] -= found["amount"]
            charge["refunded"] = False
            self.book.tell("refund.failed", found)
            return found

    def pay_out(self) -> Json:
        """Send everything that is not yet paid out to the bank. Raises: Refused."""
        with self.book.lock:
            waiting = [one for one in self.book.living("balance_transaction") if one["payout"] is None]
            net = sum(one["net"] for one in waiting)
            if net <= 0:
                raise Refused("You have insufficient funds in your Stripe account.", code="balance_insufficient")
            today = int(time.time())
            made = self.book.new("po", amount=net, currency=waiting[0]["currency"], arrival_date=today, status="paid")
            made.update(automatic=True, metadata={}, method="standard", type="bank_account")
            for one in waiting:
                one.update(payout=made["id"], status="available")
            made["balance_transaction"] = self._moved(made, kind="payout", amount=-net, fee=0, payout=made["id"])["id"]
            self.book.tell("payout.created", made)
            self.book.tell("payout.paid", made)
            return made

    def fail_payout(self, payout_id: str, *, why: str = "The bank account has been closed.") -> Json:
        """Let the bank send a payout back: its money stands on the balance again. Raises: Refused."""
        with self.book.lock:
            found = self.book.find("payout", payout_id)
            if found["status"] == "failed":
                raise Refused(f"Payout {payout_id} has failed before.")
            found.update(status="failed", failure_code="account_closed", failure_message=why)
            back = self._moved(found, kind="payout_failure", amount=found["amount"], fee=0)
            found["failure_balance_transaction"] = back["id"]
            self.book.tell("payout.failed", found)
            return found

    def _open(self, session_id: str) -> Json:
        """Give a session that can still be paid."""
        found = self.book.find("checkout.session", session_id)
        if found["status"] != "open":
            raise Refused(f"This Checkout Session is {found['status']}.", code="checkout_session_not_open")
        return found

    def _charged(self, session: Json, *, failure: str | None) -> tuple[Json, Json]:
        """Make the payment intent and charge of one try to pay."""
        amount, wanted = session["amount_total"], session["_simulated"]["intent"]
        shared = {"amount": amount, "currency": session["currency"], "metadata": wanted.get("metadata") or {}}
        shared["description"] = wanted.get("description")
        intent = self.book.new("pi", **shared, amount_received=0 if failure else amount)
        charge = self.book.new("ch", **shared, amount_refunded=0, payment_intent=intent["id"], failure_code=failure)
        charge.update(captured=not failure, disputed=False, paid=not failure, refunded=False, balance_transaction=None)
        charge["status"] = "failed" if failure else "succeeded"
        intent.update(latest_charge=charge["id"], status="requires_payment_method" if failure else "succeeded")
        if not failure:
            fee = (amount * FEE_PER_MILLE + 999) // 1000 + FIXED_FEE
            charge["balance_transaction"] = self._moved(charge, kind="charge", amount=amount, fee=fee)["id"]
        return intent, charge

    def _moved(self, source: Json, *, kind: str, amount: int, fee: int, payout: str | None = None) -> Json:
        """Write one movement of the account's balance."""
        made = self.book.new("txn", amount=amount, currency=source["currency"], fee=fee, net=amount - fee, type=kind)
        made.update(source=source["id"], status="pending", reporting_category=kind, payout=payout)
        made["available_on"] = made["created"] + 2 * DAY
        made["fee_details"] = [{"amount": fee, "currency": source["currency"], "type": "stripe_fee"}] if fee else []
        return made

    def _charge_of(self, params: Mapping[str, object]) -> Json:
        """Find the charge a refund is for, by its own id or its payment intent's."""
        if params.get("charge"):
            return self.book.find("charge", str(params["charge"]))
        intent = self.book.find("payment_intent", str(params.get("payment_intent")))
        return self.book.find("charge", intent["latest_charge"])


def _line_items(given: object) -> tuple[str, int, str]:
    """Read currency, sum and description of the line items."""
    lines = list(given.values()) if isinstance(given, dict) else []
    amount, currencies, names = 0, set(), []
    for line in lines:
        price = line.get("price_data") if isinstance(line, dict) else None
        if not isinstance(price, dict) or not isinstance(price.get("product_data"), dict):
            raise Refused("Only line_items with price_data and product_data are simulated.")
        amount += _whole(price.get("unit_amount"), "unit_amount") * _whole(line.get("quantity", "1"), "quantity")
        currencies.add(str(price.get("currency", "")).lower())
        names.append(str(price["product_data"].get("name", "")))
    if len(currencies) != 1 or not 0 < amount <= LARGEST_AMOUNT:
        code = "amount_too_large" if amount > LARGEST_AMOUNT else "parameter_invalid"
        raise Refused("The line items have no amount that can be charged.", code=code)
    return currencies.pop(), amount, ", ".join(names)


def _whole(given: object, name: str) -> int:
    """Read a whole number of a form."""
    text = str(given)
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_AMOUNT)) + 1):
        raise Refused(f"Invalid integer: {name}", code="parameter_invalid_integer")
    return int(text)


def _web_address(given: object, name: str) -> None:
    """Refuse an address a browser should not be sent to."""
    parts = urlsplit(str(given or ""))
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise Refused(f"Not a valid URL: {name}", code="url_invalid")


def _expiry(given: object) -> int:
    """Read when a session ends: between half an hour and a day from now, a day when nothing is said."""
    now = int(time.time())
    if given is None:
        return now + DAY
    wanted = _whole(given, "expires_at")
    if not now + SOONEST_EXPIRY - 60 <= wanted <= now + DAY + 60:
        raise Refused("The `expires_at` timestamp must be between 30 minutes and 24 hours from now.")
    return wanted
