"""The model: a district's money as plain numbers, kept by hand beside the real thing. It knows none of our code.

Seats are (month, seat); a seat is `planned`, `funded`, `sent`, `active` or `released`. Which person sits in it, and
which seats a file takes, is looked up; every rupiah is worked out here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

PAYERS = (0, 1)
SHARES = (20_000, 15_000)
TARIFF = 35_000
RAISED, RAISED_SHARES = 37_000, (21_143, 15_857)
"""What the decree on the way makes of it: divided in proportion, the largest remainder first."""
PAID = ("funded", "sent", "active")
Seat = tuple[int, int]


@dataclass
class Card:
    """A card payment as the provider sees it."""

    payer: int
    amount: int
    fee: int
    dispute: str = ""
    """open, won, lost, or none."""
    refunds: dict[int, str] = field(default_factory=dict)
    """Refund number -> asked, approved, left, failed."""
    asked: dict[int, int] = field(default_factory=dict)
    """Refund number -> rupiah."""


class Model:
    """What stands where, by this hand-kept book."""

    def __init__(self, lives: int, months: int) -> None:
        """Begin with every seat planned and no money."""
        places = [(month, seat) for month in range(months) for seat in range(1, lives + 1)]
        self.seats: dict[Seat, str] = dict.fromkeys(places, "planned")
        self.paid_for: dict[Seat, tuple[int, ...]] = {}
        self.on: Counter[object] = Counter()
        """Account -> rupiah on its normal side: `bank`, `("funds", payer)`, ..."""
        self.tariffs = dict.fromkeys(range(months), TARIFF)
        self.shares = {month: list(SHARES) for month in range(months)}
        self.last_month = months - 1
        self.is_raised = False

    # --- money comes ---

    def arrive(self, place: str, payer: int, rupiah: int) -> None:
        """Money stands where it came to, and is its payer's."""
        self.on[place] += rupiah
        self.on["funds", payer] += rupiah
        self.fund()

    def unknown(self, rupiah: int) -> None:
        """Nobody knows whose it is."""
        self.on["bank"] += rupiah
        self.on["suspense"] += rupiah

    def identify(self, payer: int, rupiah: int) -> None:
        """Somebody has found out."""
        self.on["suspense"] -= rupiah
        self.on["funds", payer] += rupiah
        self.fund()

    def take_back(self, place: str, payer: int, rupiah: int) -> bool:
        """The bank takes a sum back, as long as nobody has used it."""
        if self.on["funds", payer] < rupiah:
            return False
        self.on[place] -= rupiah
        self.on["funds", payer] -= rupiah
        return True

    # --- money is used ---

    def price(self, seat: Seat) -> int:
        """What a life-month costs."""
        return self.tariffs[seat[0]]

    def fund(self) -> None:
        """Whole life-months, the oldest month first, in seat order, while every payer has its share."""
        for seat in sorted(one for one, state in self.seats.items() if state == "planned"):
            shares = self.shares[seat[0]]
            if sum(shares) != self.tariffs[seat[0]]:
                continue
            if all(self.on["funds", payer] >= shares[payer] for payer in PAYERS):
                self.seats[seat], self.paid_for[seat] = "funded", tuple(shares)
                self._shift(seat, "funds", "committed")

    def activate(self, seat: Seat) -> None:
        """BPJS covers somebody: the premium of the month is due."""
        self.seats[seat] = "active"
        for payer, share in zip(PAYERS, self.paid_for[seat], strict=True):
            self.on["committed", payer] -= share
            self.on["premium"] += share

    def release(self, seats: list[Seat]) -> None:
        """Unused months end; what was paid for them is credit again."""
        for seat in seats:
            self._unpay(seat, "released")

    def unsent(self) -> list[Seat]:
        """Funded and in no file, the latest first."""
        return sorted((seat for seat, state in self.seats.items() if state == "funded"), reverse=True)

    def decree(self) -> None:
        """The tariff of the last month rises; what is paid already stays as it was."""
        self.is_raised = True
        if any(self.seats[seat] == "planned" for seat in self.seats if seat[0] == self.last_month):
            self.tariffs[self.last_month] = RAISED

    def is_asked(self, payer: int) -> bool:
        """Is a payer asked for more in the last month?"""
        waits = any(state == "planned" for seat, state in self.seats.items() if seat[0] == self.last_month)
        shares = self.shares[self.last_month]
        return waits and sum(shares) != self.tariffs[self.last_month] and shares[payer] != RAISED_SHARES[payer]

    def accept(self, payer: int) -> None:
        """A payer accepts the share it is asked for."""
        self.shares[self.last_month][payer] = RAISED_SHARES[payer]
        self.fund()

    # --- cards ---

    def card(self, card: Card) -> None:
        """The payer is credited in full, the fee is the operator's."""
        self.on["fees"] += card.fee
        self.on["clearing"] -= card.fee
        self.arrive("clearing", card.payer, card.amount)

    def dispute(self, card: Card) -> None:
        """The provider takes the money at once; it owes it to us until it is decided."""
        card.dispute = "open"
        self.on["clearing"] -= card.amount
        self.on["owed"] += card.amount

    def win(self, card: Card) -> None:
        """It comes back."""
        card.dispute = "won"
        self.on["clearing"] += card.amount
        self.on["owed"] -= card.amount

    def lose(self, card: Card) -> None:
        """Unused money of its payer makes it good, then that of months nobody has used, which wait for other money.

        The rest is the operator's.
        """
        card.dispute = "lost"
        free = self.unsent()
        while self.on["funds", card.payer] < card.amount and free:
            self._unpay(free.pop(0), "planned")
        good = min(self.on["funds", card.payer], card.amount)
        self.on["funds", card.payer] -= good
        self.on["losses"] += card.amount - good
        self.on["owed"] -= card.amount
        self.fund()

    def may_go_back(self, card: Card, rupiah: int, months: int) -> bool:
        """May so much of a card payment go back: no more than was paid and is unused, months given up included?"""
        gone = sum(card.asked[number] for number, state in card.refunds.items() if state != "failed")
        given_up = self.unsent()[:months]
        freed = sum(self.paid_for[seat][card.payer] for seat in given_up)
        enough = len(given_up) == months and rupiah <= self.on["funds", card.payer] + freed
        return enough and rupiah <= card.amount - gone

    def approve(self, card: Card, number: int, months: int) -> None:
        """A refund leaves credit, with the months that were given up for it."""
        self.release(self.unsent()[:months])
        card.refunds[number] = "approved"
        self.on["funds", card.payer] -= card.asked[number]
        self.on["refunds", card.payer] += card.asked[number]
        self.fund()

    def leave(self, card: Card, number: int) -> None:
        """The provider has sent it."""
        card.refunds[number] = "left"
        self.on["refunds", card.payer] -= card.asked[number]
        self.on["clearing"] -= card.asked[number]

    def fail(self, card: Card, number: int) -> None:
        """It did not arrive: credit again, from where the money stands."""
        place = "clearing" if card.refunds[number] == "left" else ("refunds", card.payer)
        self.on[place] += card.asked[number] if place == "clearing" else -card.asked[number]
        self.on["funds", card.payer] += card.asked[number]
        card.refunds[number] = "failed"
        self.fund()

    # --- premium ---

    def premium_of(self, month: int) -> int:
        """What the people who were covered in a month cost."""
        active = [seat for seat, state in self.seats.items() if seat[0] == month and state == "active"]
        return sum(sum(self.paid_for[seat]) for seat in active)

    def remit(self, rupiah: int) -> None:
        """Premium is paid out of what already lies at BPJS."""
        self.on["premium"] -= rupiah
        self.on["prepaid"] -= rupiah

    def _unpay(self, seat: Seat, state: str) -> None:
        if self.seats[seat] == "funded":
            self._shift(seat, "committed", "funds")
            del self.paid_for[seat]
        self.seats[seat] = state
        if state == "planned" and self.is_raised and seat[0] == self.last_month:
            self.tariffs[self.last_month] = RAISED

    def _shift(self, seat: Seat, source: str, target: str) -> None:
        for payer, share in zip(PAYERS, self.paid_for[seat], strict=True):
            self.on[source, payer] -= share
            self.on[target, payer] += share
