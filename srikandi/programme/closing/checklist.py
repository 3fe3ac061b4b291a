"""What must be true before a month is closed, each with its own sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from srikandi import clock, ledger
from srikandi.clock import Month
from srikandi.closings import DifferenceKind, DifferenceStatus, MonthDifference, PremiumBill
from srikandi.coverage import LifeMonth, succession
from srikandi.i18n import N_
from srikandi.ledger import ClosedMonth
from srikandi.money import Money
from srikandi.places import District
from srikandi.programme.closing.comparison import SegmentFigures, unnamed
from srikandi.programme.refusals import MonthNotReady


class Step(StrEnum):
    """One thing to see to before a month is closed."""

    OVER = "over"
    EARLIER = "earlier"
    BILLED = "billed"
    EXPLAINED = "explained"
    COMPLETE = "complete"
    BOOK = "book"


STEP_WORDS = {
    Step.OVER: N_("Bulannya sudah berakhir"),
    Step.EARLIER: N_("Bulan-bulan sebelumnya sudah ditutup"),
    Step.BILLED: N_("Tagihan BPJS Kesehatan sudah masuk, atau ada penjelasan mengapa belum"),
    Step.EXPLAINED: N_("Setiap selisih punya sebab dan penanggung jawab"),
    Step.COMPLETE: N_("Selisih tagihan terurai sampai rupiah terakhir"),
    Step.BOOK: N_("Buku lulus pemeriksaan"),
}


@dataclass(frozen=True)
class Item:
    """One step, whether it is done, and how many things are left to do."""

    step: Step
    is_done: bool
    left: int = 0

    @property
    def words(self) -> str:
        """The sentence of the step."""
        return STEP_WORDS[self.step]


def checklist(
    session: Session,
    district: District,
    month: Month,
    *,
    figures: Sequence[SegmentFigures],
    rows: Sequence[MonthDifference],
    closed: Mapping[Month, ClosedMonth] | None = None,
) -> list[Item]:
    """Give every step a page can know by itself with its state; `book_item` is the last one and asks the whole book."""
    is_over = ledger.span_of(district, month)[1] <= clock.now()
    missing = {one.segment for one in figures if one.active_lives and not one.is_billed}
    told = {row.segment for row in rows if row.kind is DifferenceKind.NOT_BILLED and row.status in TOLD}
    unbilled = len(missing - told)
    unexplained = sum(1 for row in rows if row.status is DifferenceStatus.OPEN)
    earlier = first_open(session, district, closed=closed)
    return [
        Item(Step.OVER, is_over),
        Item(Step.EARLIER, earlier is None or earlier >= month),
        Item(Step.BILLED, not unbilled, unbilled),
        Item(Step.EXPLAINED, not unexplained, unexplained),
        Item(Step.COMPLETE, unnamed(list(figures), list(rows)) == Money(0)),
    ]


def book_item(session: Session) -> Item:
    """Check the whole book, as `flask ledger verify` does."""
    findings = len(ledger.verify(session))
    return Item(Step.BOOK, not findings, findings)


def check_ready(items: Sequence[Item]) -> None:
    """Say nothing when a month may be closed. Raises: MonthNotReady, naming the first step that is missing."""
    missing = next((item for item in items if not item.is_done), None)
    if missing is not None:
        raise MonthNotReady(NOT_READY[missing.step], count=missing.left)


TOLD = frozenset({DifferenceStatus.EXPLAINED, DifferenceStatus.SETTLED})
NOT_READY = {
    Step.OVER: N_("Bulan ini belum berakhir."),
    Step.EARLIER: N_("Tutup dulu bulan-bulan sebelumnya."),
    Step.BILLED: N_(
        "Tagihan BPJS Kesehatan belum masuk untuk %(count)s segmen. Catat tagihannya, atau bandingkan lagi lalu "
        "jelaskan mengapa belum ada dan siapa yang menindaklanjuti."
    ),
    Step.EXPLAINED: N_("%(count)s selisih belum punya sebab dan penanggung jawab."),
    Step.COMPLETE: N_("Selisih antara tagihan dan buku belum terurai seluruhnya. Bandingkan lagi."),
    Step.BOOK: N_("Pemeriksaan buku menemukan %(count)s hal yang tidak cocok. Bulan ditutup setelah itu beres."),
}


def first_open(
    session: Session, district: District, *, closed: Mapping[Month, ClosedMonth] | None = None
) -> Month | None:
    """Give the first month after the closed ones that has premium: somebody active, or a bill.

    A month in which money only came in is closed together with the next one that has premium.
    """
    newest = next(iter(ledger.closed_months(session, district.id) if closed is None else closed), None)
    own = LifeMonth.district_id == district.id, succession.was_due()
    active = select(func.min(LifeMonth.month)).where(*own)
    billed = select(func.min(PremiumBill.month)).where(PremiumBill.district_id == district.id)
    if newest is not None:
        active, billed = active.where(LifeMonth.month > newest), billed.where(PremiumBill.month > newest)
    return min((one for one in session.scalars(union_all(active, billed)) if one is not None), default=None)
