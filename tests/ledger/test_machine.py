"""Random work on the book against a dictionary: after every step both say the same."""

from datetime import timedelta

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test

from srikandi import ledger
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry
from srikandi.money import Money
from tests.ledger.book import AT, make_district
from tests.people import SYSTEM

KINDS = (AccountKind.BANK, AccountKind.PAYER_FUNDS, AccountKind.COMMITTED_FUNDS, AccountKind.PREMIUM_DUE)
PLACES = st.sampled_from(range(len(KINDS)))
ARROWS = st.tuples(PLACES, PLACES, st.integers(1, 100)).filter(
    lambda arrow: arrow[0] != arrow[1] and (KINDS[arrow[0]], KINDS[arrow[1]]) in ledger.ROADS
)


def machine_on(session):  # noqa: C901 - a state machine needs its session from outside, and its rules inside
    districts = iter(range(10**6))

    class Book(RuleBasedStateMachine):
        journals = Bundle("journals")

        def __init__(self):
            super().__init__()
            self.district = make_district(session, f"d{next(districts)}")
            self.keys = [AccountKey(kind, self.district) for kind in KINDS]
            self.held = dict.fromkeys(KINDS, 0)
            self.reversed = set()
            self.entries = []

        def apply(self, arrows):
            """Move the money in the dictionary, or give no new one when a guarded account would go below zero."""
            held = dict(self.held)
            for debit, credit, rupiah in arrows:
                for place, is_debit in ((debit, True), (credit, False)):
                    kind = KINDS[place]
                    is_own_side = (ledger.SIDES[kind] is ledger.Side.DEBIT) is is_debit
                    held[kind] += rupiah if is_own_side else -rupiah
            return held if all(held[kind] >= 0 for kind in KINDS if kind in ledger.GUARDED) else None

        def post(self, entry):
            return ledger.post(session, entry, by=SYSTEM)

        @rule(target=journals, arrow=ARROWS)
        def book(self, arrow):
            debit, credit, rupiah = arrow
            entry = Entry(
                f"{self.district}:{len(self.entries)}",
                "test",
                self.district,
                "uji",
                AT + timedelta(seconds=len(self.entries)),
                (Arrow(self.keys[debit], self.keys[credit], Money(rupiah)),),
            )
            held = self.apply([arrow])
            try:
                journal = self.post(entry)
            except ledger.NotEnoughMoney:
                assert held is None
                return multiple()
            assert held is not None
            self.held = held
            self.entries.append(entry)
            return journal, arrow

        @rule(target=journals, rupiah=st.integers(1, 1000))
        def receive(self, rupiah):
            return self.book((0, 1, rupiah))

        @rule(number=st.integers(0, 50))
        def book_again(self, number):
            if self.entries:
                self.post(self.entries[number % len(self.entries)])

        @rule(booked=journals)
        def reverse(self, booked):
            journal, (debit, credit, rupiah) = booked
            held = self.apply([(credit, debit, rupiah)])
            try:
                ledger.reverse(session, journal, reason="uji", by=SYSTEM)
            except ledger.AlreadyReversed:
                assert journal.id in self.reversed
            except ledger.NotEnoughMoney:
                assert held is None
            else:
                assert journal.id not in self.reversed
                self.reversed.add(journal.id)
                self.held = held

        @invariant()
        def book_and_dictionary_agree(self):
            for key in self.keys:
                assert ledger.balance(session, key) == Money(self.held[key.kind])
            assert ledger.trial_balance(session, district_id=self.district).is_even

        def teardown(self):
            assert ledger.verify(session) == []

    return Book


def test_whatever_is_booked_the_book_agrees_with_a_dictionary(session):
    work = settings(
        max_examples=15,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
        database=None,
    )
    run_state_machine_as_test(machine_on(session), settings=work)
