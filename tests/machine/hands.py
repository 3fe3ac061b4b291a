"""The real thing: each command done through the verbs people and providers reach, on one pledge of two payers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock, closings, ledger, pledges, programme, tariffs
from srikandi.clock import Month
from srikandi.closings.remittances import Order
from srikandi.coverage import BatchLine, LifeMonth
from srikandi.ledger import Consent, Journal
from srikandi.money import Money
from srikandi.payments import Payment, PaymentStatus, Purpose
from srikandi.payments.providers import CheckoutStatus, DisputeSeen, DisputeState, PaymentSeen, RefundSeen, RefundStatus
from srikandi.payments.refunding import Refund
from srikandi.places import District
from srikandi.pools import PoolMember
from srikandi.programme import SettlementNotice, closing
from srikandi.programme.receiving import apply_seen, begin_card
from srikandi.programme.refunds import AskedRefund, approve_refund, ask_refund
from srikandi.residents import Resident, ResidentStatus
from srikandi.tariffs import Basis, NewTariff
from tests.machine.model import RAISED
from tests.pledges.making import SYSTEM, a_scene, an_actor, an_agreed_pledge, shared_terms
from tests.programme.registering.answers import an_answer

LIVES, MONTHS, PEOPLE = 3, 3, 14
AGO = timedelta(days=40)
"""When money came: surely in a month that is over."""
ROUTES = {"bank": "bank_transfer", "prepaid": "direct_to_bpjs"}
numbers = count()


class Hands:
    """One district, one agreed pledge, and everybody who does something with its money."""

    def __init__(self, session: Session) -> None:
        """Lay the scene."""
        self.session = session
        self.scene = a_scene(session, lives=PEOPLE)
        self.pledge = an_agreed_pledge(session, self.scene, shared_terms(self.scene, lives=LIVES, months=MONTHS))
        self.payers = pledges.payers_of(session, self.pledge.id)
        self.district = session.get_one(District, self.scene.district_id)
        self.treasurers = [an_actor(session, "treasurer", self.district) for _ in range(2)]
        self.came_at = clock.now() - AGO
        self.cards: list[PaymentSeen] = []

    def month(self, number: int) -> Month:
        """Give the month of this number in the pledge."""
        return self.pledge.start_month + number

    # --- money that comes by itself ---

    def notice(self, place: str, payer: int | None, rupiah: int) -> SettlementNotice:
        """Give the news of money that is there."""
        return SettlementNotice(
            reference=f"machine:{next(numbers)}",
            route=ROUTES[place],
            payer_id=None if payer is None else self.payers[payer].id,
            amount=Money(rupiah),
            occurred_at=self.came_at,
            district_id=self.district.id,
            bank_account_id=1,
        )

    def settle(self, notice: SettlementNotice) -> Journal:
        """Book it, and put it to use."""
        return programme.settle(self.session, notice, by=SYSTEM).journal

    def settle_other(self, notice: SettlementNotice) -> None:
        """Book another sum under the same reference."""
        self.settle(replace(notice, amount=notice.amount + Money(1)))

    def identify(self, journal: Journal, payer: int) -> None:
        """Give a sum in suspense to its payer."""
        by = self.treasurers[0]
        programme.identify(self.session, journal.id, payer_id=self.payers[payer].id, reason="kenal", by=by)

    def take_back(self, journal: Journal) -> None:
        """The bank takes a sum back."""
        ledger.reverse(self.session, journal, reason="ditarik bank", by=SYSTEM)

    # --- cards, as the provider tells of them ---

    def card(self, payer: int, rupiah: int, fee: int) -> int:
        """Pay by card; gives the card's number."""
        row = self.payers[payer]
        purpose = Purpose(self.district.id, self.pledge.id, row.id, row.organisation_id)
        payment = begin_card(self.session, purpose, amount=Money(rupiah), form_key=uuid4().hex, by=self.scene.officer)
        name = f"pi_{next(numbers)}"
        seen = PaymentSeen(
            provider_reference=f"cs_{name}",
            payment_id=payment.id,
            status=CheckoutStatus.PAID,
            amount=Money(rupiah),
            amount_minor=rupiah * 100,
            currency="idr",
            livemode=False,
            payment_intent=name,
            fee=Money(fee),
            refunded=Money(0),
            paid_at=self.came_at,
        )
        self.cards.append(seen)
        self.tell(len(self.cards) - 1)
        return len(self.cards) - 1

    def tell(self, number: int, **more: object) -> None:
        """Let the provider say where a card payment stands, with what is new."""
        self.cards[number] = replace(self.cards[number], **more)
        apply_seen(self.session, self.cards[number], is_live=False, by=SYSTEM)

    def dispute(self, number: int, state: str) -> None:
        """Let the provider say where a dispute about the whole sum stands."""
        seen = self.cards[number]
        returned = seen.amount if state == "won" else Money(0)
        dispute = DisputeSeen(
            provider_reference=f"du_{seen.payment_intent}",
            state=DisputeState(state),
            taken=seen.amount,
            returned=returned,
            fee=Money(0),
            reason="fraudulent",
            opened_at=clock.now(),
        )
        self.tell(number, disputed=True, disputes=(dispute,))

    def payment(self, number: int) -> Payment:
        """Give our row of a card payment."""
        return self.session.get_one(Payment, self.cards[number].payment_id)

    def can_go_back(self, number: int) -> bool:
        """Is it settled, so that something of it can go back?"""
        return self.payment(number).status is PaymentStatus.SETTLED

    def ask_refund(self, number: int, rupiah: int, months: int) -> int:
        """Ask for a part back; gives the refund's number."""
        asked = AskedRefund(amount=Money(rupiah), reason="Kelebihan bayar", months=months)
        return ask_refund(self.session, self.payment(number), asked, by=self.treasurers[0]).id

    def approve_refund(self, refund: int) -> None:
        """Let somebody else approve it."""
        approve_refund(self.session, self.session.get_one(Refund, refund), by=self.treasurers[1])

    def refund_seen(self, number: int, refund: int, status: str) -> None:
        """Let the provider say what became of it."""
        row = self.session.get_one(Refund, refund)
        seen = RefundSeen(f"re_{refund}", RefundStatus(status), row.amount, "idr", livemode=False, refund_id=refund)
        others = tuple(one for one in self.cards[number].refunds if one.refund_id != refund)
        self.tell(number, refunds=(*others, seen))

    # --- cover ---

    def register(self, month: int, refused: set[int]) -> None:
        """Send the file of a month, and let the branch accept all but these places of it."""
        session, scene = self.session, self.scene
        batch = programme.build_batch(session, scene.district_id, month=self.month(month), by=scene.maker)
        programme.send_batch(session, batch, letter_number="1", by=scene.maker)
        asked = select(PoolMember.place).join(BatchLine, BatchLine.resident_id == PoolMember.resident_id)
        places = set(session.scalars(asked.where(BatchLine.batch_id == batch.id)))
        answer = an_answer(accepted=places - refused, rejected=dict.fromkeys(places & refused, "T04"))
        programme.read_answer(session, batch, answer, filename="a.csv", by=scene.branch)

    def confirm(self, month: int) -> None:
        """Let the branch confirm everybody who stays."""
        by = self.scene.branch
        programme.confirm_month(self.session, self.district.id, month=self.month(month), document_number="BA", by=by)

    def exit(self, place: int) -> bool:
        """Let the person at a place of the pool move away; nobody leaves twice."""
        asked = (
            select(Resident).join(PoolMember, PoolMember.resident_id == Resident.id).where(PoolMember.place == place)
        )
        person = self.session.scalars(asked.execution_options(populate_existing=True)).one()
        if person.status is ResidentStatus.EXITED:
            return False
        programme.exit_resident(self.session, person, reason="moved", on=clock.today(), by=self.scene.maker)
        return True

    def seats(self) -> dict[tuple[int, int], str]:
        """Give where each seat stands."""
        rows = self.session.execute(select(LifeMonth.month, LifeMonth.seat, LifeMonth.status))
        return {(month - self.pledge.start_month, seat): status.value for month, seat, status in rows}

    # --- tariffs, premium, month's end ---

    def decree(self) -> None:
        """Let a decree raise the tariff of the last month."""
        first = self.month(MONTHS - 1).first_day
        tariffs.decree(self.session, NewTariff(Basis.PARTICIPANT, Money(RAISED), first, "Perpres contoh"), by=SYSTEM)
        programme.apply_tariffs(self.session, by=SYSTEM)

    def accept(self, payer: int, rupiah: int) -> None:
        """Let a payer accept the share it is asked for in the last month."""
        since, payer_id, by = self.month(MONTHS - 1), self.payers[payer].id, self.scene.officer
        programme.top_up(self.session, self.pledge, payer_id=payer_id, amount=Money(rupiah), since=since, by=by)

    def remit(self, month: int, rupiah: int) -> None:
        """Pay premium out of what lies at BPJS: prepared by one, booked by another."""
        order = Order(self.month(month), Basis.PARTICIPANT, closings.RemittanceSource.PREPAID, Money(rupiah))
        made = closing.prepare_remittance(
            self.session, self.district.id, order, form_key=uuid4().hex, by=self.treasurers[0]
        )
        closing.book_from_prepaid(self.session, made, by=self.treasurers[1])

    def close(self) -> None:
        """Close the month in which money came."""
        one, other = (by.user_id or 0 for by in self.treasurers)
        ledger.close_month(
            self.session,
            self.district,
            ledger.month_at(self.session, self.district.id, self.came_at),
            consents=(Consent(one, 1), Consent(other, 2)),
            content_hash="x",
            by=self.treasurers[1],
        )
