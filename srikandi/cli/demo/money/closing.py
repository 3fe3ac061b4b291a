"""A month is closed: the branch bills one life too many, the treasurer finds why, both sign and print the minutes."""

from __future__ import annotations

from datetime import datetime, timedelta

from srikandi import closings
from srikandi.cli.demo.deeds import Stage
from srikandi.clock import Month
from srikandi.closings import DifferenceKind, Explanation
from srikandi.closings.bills import StatedBill
from srikandi.money import Money
from srikandi.organisations import Kind
from srikandi.programme import closing
from srikandi.tariffs import Basis

DUE_DAY = 10
BY_BRANCH = "Teguh Nugroho", "Diperiksa bersama dan diperhitungkan di tagihan bulan berikutnya."
BY_TREASURER = {
    DifferenceKind.NOT_REMITTED: "Disetor bersama iuran bulan berikutnya.",
    DifferenceKind.STATEMENT_GAP: "Rekening koran akhir bulan diunduh dan dicocokkan bersama bulan berikutnya.",
}


def close_month(stage: Stage, month: Month, *, billed: int, premium: Money, at: datetime) -> None:
    """Close a month over a bill of so many lives at so much each; each step by its person, on its day."""
    session, district = stage.session, stage.cast.district
    with stage.at(at):
        number, due_on = f"TGH/1901/{month}/CONTOH", month.first_day.replace(day=DUE_DAY)
        amount = Money(billed * premium.rupiah)
        stated = StatedBill(month, Basis(district.tariff_basis), number, billed, amount, due_on)
        closing.state_bill(session, district, stated, file=None, by=stage.by("branch"))
    with stage.at(at + timedelta(days=1)):
        _explain(stage, month)
        proposal = closing.propose_close(session, district, month, by=stage.by("treasurer"))
    with stage.at(at + timedelta(days=2)):
        closing.confirm_close(session, district, month, seen_hash=proposal.content_hash, by=stage.by("branch"))
        letter = f"900/{month.month:02d}/BAR/{at.year}"
        closing.issue_minutes(session, district, [month], letter_number=letter, by=stage.by("treasurer"))


def _explain(stage: Stage, month: Month) -> None:
    by, district_id = stage.by("treasurer"), stage.district_id
    offices = {one.kind: one.id for one in closing.parties(stage.session, district_id)}
    for row in closings.differences.differences_of(stage.session, district_id, month):
        who, what = (by.name, BY_TREASURER[row.kind]) if row.kind in BY_TREASURER else BY_BRANCH
        owner = offices[Kind.GOVERNMENT if row.kind in BY_TREASURER else Kind.BRANCH]
        said = Explanation(row.proposed, owner, who, what)
        closings.differences.explain(stage.session, [row], said, by=by)
