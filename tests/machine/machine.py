"""Any commands in any order, done for real and in the model; after each, both must say the same to the rupiah."""

from __future__ import annotations

from typing import Any, ClassVar

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy.orm import Session

from srikandi import ledger
from srikandi.errors import Conflict, Invalid, Refusal
from tests.machine import recount
from tests.machine.hands import LIVES, MONTHS, PEOPLE, Hands
from tests.machine.model import PAID, PAYERS, RAISED_SHARES, SHARES, Card, Model
from tests.machine.rivals import rivalry

PAYER = st.sampled_from(PAYERS)
RUPIAH = st.one_of(st.integers(1, 150_000), st.sampled_from([35_000, 60_000, 70_000, 105_000, 180_000]))
PICK = st.integers(0, 30)


class Money(RuleBasedStateMachine):
    """A district's money; `session` is bound by `machine_on`, and nothing is ever kept."""

    session: ClassVar[Session]

    def __init__(self) -> None:
        super().__init__()
        self.hands = Hands(self.session)
        self.model = Model(LIVES, MONTHS)
        self.receipts: list[tuple[Any, Any, int, int]] = []
        self.unknown: list[tuple[Any, int]] = []
        self.cards: list[Card] = []
        self.remitted = dict.fromkeys(range(MONTHS), 0)
        self.spare = PEOPLE - LIVES
        self.is_closed = False
        self.inside = 0

    def refused(self, deed: Any, *words: Any) -> bool:
        """Do it for real; a refusal must leave everything as it was."""
        try:
            with self.session.begin_nested():
                deed(*words)
        except (Refusal, Conflict, Invalid):
            self.session.expire_all()
            return True
        return False

    @initialize(is_under_way=st.booleans())
    def begin(self, *, is_under_way: bool) -> None:
        """Every other story begins in its middle: both have paid, one by card as well, and a file is answered."""
        if is_under_way:
            for payer, share in enumerate(SHARES):
                self.money_arrives("bank", payer, share * LIVES)
            self.a_card_pays(0, 60_000, 10)
            self.a_file_is_answered(0, set())

    # --- money comes ---

    @rule(place=st.sampled_from(["bank", "prepaid"]), payer=PAYER, rupiah=RUPIAH)
    def money_arrives(self, place: str, payer: int, rupiah: int) -> None:
        notice = self.hands.notice(place, payer, rupiah)
        self.receipts.append((notice, self.hands.settle(notice), payer, rupiah))
        self.model.arrive(place, payer, rupiah)

    @precondition(lambda self: self.receipts)
    @rule(pick=PICK)
    def the_same_event_comes_again(self, pick: int) -> None:
        notice, journal, *_ = self.receipts[pick % len(self.receipts)]
        assert self.hands.settle(notice).id == journal.id

    @precondition(lambda self: self.receipts)
    @rule(pick=PICK)
    def its_reference_comes_with_another_sum(self, pick: int) -> None:
        notice, *_ = self.receipts[pick % len(self.receipts)]
        assert self.refused(self.hands.settle_other, notice)

    @rule(rupiah=RUPIAH)
    def money_nobody_knows_arrives(self, rupiah: int) -> None:
        self.unknown.append((self.hands.settle(self.hands.notice("bank", None, rupiah)), rupiah))
        self.model.unknown(rupiah)

    @precondition(lambda self: self.unknown)
    @rule(payer=PAYER)
    def somebody_finds_out_whose_it_is(self, payer: int) -> None:
        journal, rupiah = self.unknown.pop()
        self.hands.identify(journal, payer)
        self.model.identify(payer, rupiah)

    @precondition(lambda self: self.receipts)
    @rule(pick=PICK)
    def the_bank_takes_a_sum_back(self, pick: int) -> None:
        notice, journal, payer, rupiah = self.receipts.pop(pick % len(self.receipts))
        place = "bank" if notice.route == "bank_transfer" else "prepaid"
        if self.refused(self.hands.take_back, journal):
            assert not self.model.take_back(place, payer, rupiah)
            self.receipts.append((notice, journal, payer, rupiah))
        else:
            assert self.model.take_back(place, payer, rupiah)

    @rule(payer=PAYER, rupiah=RUPIAH)
    def two_workers_put_the_same_money_to_use(self, payer: int, rupiah: int) -> None:
        with rivalry(self.session, self.hands.pledge.id):
            self.money_arrives("bank", payer, rupiah)

    # --- cards ---

    @rule(payer=PAYER, rupiah=st.integers(30_000, 200_000), fee=st.integers(1, 3_000))
    def a_card_pays(self, payer: int, rupiah: int, fee: int) -> None:
        self.hands.card(payer, rupiah, fee)
        card = Card(payer, rupiah, fee)
        self.cards.append(card)
        self.model.card(card)

    @precondition(lambda self: self.cards)
    @rule(pick=PICK)
    def the_provider_says_the_same_again(self, pick: int) -> None:
        self.hands.tell(pick % len(self.cards))

    @precondition(lambda self: any(not card.dispute and not card.refunds for card in self.cards))
    @rule(ending=st.sampled_from(["won", "lost"]))
    def a_card_is_disputed_to_its_end(self, ending: str) -> None:
        number = next(n for n, card in enumerate(self.cards) if not card.dispute and not card.refunds)
        card = self.cards[number]
        self.hands.dispute(number, "open")
        self.model.dispute(card)
        self.agree()
        self.hands.dispute(number, ending)
        (self.model.win if ending == "won" else self.model.lose)(card)

    @precondition(lambda self: any(not card.dispute for card in self.cards))
    @rule(pick=PICK, rupiah=RUPIAH, months=st.integers(0, 3), ending=st.sampled_from(["left", "failed", "both"]))
    def a_part_of_a_card_goes_back(self, pick: int, rupiah: int, months: int, ending: str) -> None:
        open_cards = [n for n, card in enumerate(self.cards) if not card.dispute]
        number = open_cards[pick % len(open_cards)]
        card, asked = self.cards[number], self.model.may_go_back(self.cards[number], rupiah, months)
        if not self.hands.can_go_back(number):
            return
        if self.refused(self.ask, number, rupiah, months):
            assert not asked
            return
        assert asked
        refund = self.asked
        card.asked[refund] = rupiah
        self.hands.approve_refund(refund)
        self.model.approve(card, refund, months)
        self.agree()
        if ending != "failed":
            self.hands.refund_seen(number, refund, "succeeded")
            self.model.leave(card, refund)
        if ending != "left":
            self.hands.refund_seen(number, refund, "failed")
            self.model.fail(card, refund)

    def ask(self, number: int, rupiah: int, months: int) -> None:
        self.asked = self.hands.ask_refund(number, rupiah, months)

    # --- cover ---

    @rule(month=st.integers(0, MONTHS - 1), refused=st.sets(st.integers(1, PEOPLE), max_size=2))
    def a_file_is_answered(self, month: int, refused: set[int]) -> None:
        if self.spare < len(refused):
            refused = set()
        if not self.refused(self.hands.register, month, refused):
            self.spare -= len(refused)
            self.follow_the_seats()

    @rule(month=st.integers(0, MONTHS - 1))
    def a_month_is_confirmed(self, month: int) -> None:
        if not self.refused(self.hands.confirm, month):
            self.follow_the_seats()

    @precondition(lambda self: self.spare > 0)
    @rule(place=st.integers(1, PEOPLE))
    def somebody_moves_away(self, place: int) -> None:
        self.spare -= self.hands.exit(place)

    def follow_the_seats(self) -> None:
        """See whom the branch has accepted: only somebody funded becomes active, nothing else moves."""
        for seat, state in self.hands.seats().items():
            known = self.model.seats[seat]
            assert (known, state) in {(known, known), ("funded", "active")}, (seat, known, state)
            if state != known:
                self.model.activate(seat)

    # --- tariffs, premium, month's end ---

    @precondition(lambda self: not self.model.is_raised)
    @rule()
    def a_decree_raises_the_last_month(self) -> None:
        self.hands.decree()
        self.model.decree()

    @rule(payer=PAYER)
    def a_payer_accepts_its_new_share(self, payer: int) -> None:
        if self.model.is_asked(payer):
            self.hands.accept(payer, RAISED_SHARES[payer])
            self.model.accept(payer)
        else:
            assert self.refused(self.hands.accept, payer, RAISED_SHARES[payer])

    @rule(month=st.integers(0, MONTHS - 1), rupiah=st.integers(1, 120_000))
    def premium_is_paid_on(self, month: int, rupiah: int) -> None:
        due = sum(
            sum(self.model.paid_for[s]) for s, state in self.model.seats.items() if s[0] == month and state == "active"
        )
        may = rupiah <= min(due - self.remitted[month], self.model.on["prepaid"])
        assert self.refused(self.hands.remit, month, rupiah) is not may
        if may:
            self.remitted[month] += rupiah
            self.model.remit(rupiah)

    @precondition(lambda self: not self.is_closed and self.receipts)
    @rule()
    def the_month_is_closed(self) -> None:
        self.hands.close()
        self.is_closed = True
        self.inside = recount.inside_closed(self.session)

    # --- after every step ---

    @invariant()
    def agree(self) -> None:
        self.session.flush()
        self.session.expire_all()
        payers = {row.organisation_id: number for number, row in enumerate(self.hands.payers)}
        wanted = {name: amount for name, amount in self.model.on.items() if amount}
        assert dict(recount.balances(self.session, payers)) == wanted
        prices, lines = recount.prices(self.session), recount.lines(self.session)
        for seat, state in self.model.seats.items():
            place = (self.hands.month(seat[0]).number, seat[1])
            assert prices[place][1] == state, seat
            if state in PAID:
                paid = {payers[organisation]: amount for organisation, amount in lines[place].items()}
                assert paid == dict(enumerate(self.model.paid_for[seat])), seat
                assert prices[place][0] == sum(self.model.paid_for[seat]), seat
        assert recount.is_whole(self.session)
        assert recount.inside_closed(self.session) == self.inside
        assert ledger.verify(self.session) == []

    def teardown(self) -> None:
        self.session.rollback()


def machine_on(session: Session) -> type[Money]:
    """Give the machine that works on this database."""
    return type("Money", (Money,), {"session": session})
