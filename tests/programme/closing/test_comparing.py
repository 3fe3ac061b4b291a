"""Bank, book and BPJS list beside each other: every life and every rupiah between them has a name."""

from datetime import UTC, datetime

import pytest
import time_machine

from srikandi import closings, ledger
from srikandi.clock import Month
from srikandi.closings import BILLING, Cause
from srikandi.closings.bills import read_list
from srikandi.database import index_of
from srikandi.money import Money
from srikandi.programme import closing
from tests.pledges.making import nik_of
from tests.programme.closing.months import NOVEMBER, TARIFF, a_list, an_ended_month, bill, rows_of

OCTOBER = datetime(2026, 10, 5, 3, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 3, 3, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(OCTOBER, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ended(session, clock):
    made = an_ended_month(session, dead=[30])
    clock.move_to(DECEMBER)
    return made


def billing_sum(session, ended):
    return sum(row.amount.rupiah for row in rows_of(session, ended) if row.kind in BILLING)


def kinds(session, ended):
    return {row.kind.value: row for row in rows_of(session, ended) if row.kind in BILLING}


def test_thirty_one_are_billed_where_thirty_are_active_and_the_dead_one_is_named(session, ended):
    bill(session, ended, lives=31, people=a_list(range(1, 32)))
    (row,) = kinds(session, ended).values()
    assert (row.kind.value, row.lives, row.amount, row.proposed) == ("listed_only", 1, Money(TARIFF), Cause.DIED)
    (figures,) = closing.figures_of(session, ended.district.id, NOVEMBER)
    assert (figures.billed_lives, figures.active_lives, figures.listed) == (31, 30, 31)
    assert (figures.excess, figures.premium) == (Money(TARIFF), Money(30 * TARIFF))


@pytest.mark.parametrize(
    ("people", "lives", "expected"),
    [
        (a_list([*range(1, 29), 31]), 29, {"not_listed": (-1, -TARIFF, Cause.NOT_ON_LIST)}),
        (a_list([*range(1, 30), 31, 31]), 31, {"twice": (1, TARIFF, Cause.DOUBLE_BILLED)}),
        (a_list([*range(1, 30), 31, 38]), 31, {"listed_only": (1, TARIFF, Cause.NOT_OURS)}),
        (
            a_list([*range(1, 30), 31], extra=[";1901014502990001;ORANG LAIN;"]),
            31,
            {"stranger": (1, TARIFF, Cause.NOT_OURS)},
        ),
        (a_list([*range(1, 30), 31]), 33, {"bill_total": (3, 3 * TARIFF, Cause.OTHER_SUM)}),
        (None, 31, {"headcount": (1, TARIFF, Cause.OTHER_SUM)}),
    ],
)
def test_each_way_to_differ_is_found_with_its_cause(session, ended, people, lives, expected):
    bill(session, ended, lives=lives, people=people)
    found = {kind: (row.lives, row.amount.rupiah, row.proposed) for kind, row in kinds(session, ended).items()}
    assert found == expected
    assert billing_sum(session, ended) == (lives - 30) * TARIFF


def test_a_line_at_another_price_and_a_line_of_another_month_are_named(session, ended):
    heading = "PSNOKA;NIK;BULAN;TAHUN;IURAN"
    places = [*range(1, 30), 31]
    rows = [f";{nik_of(one)};November;2026;{35_000 if one == 5 else TARIFF}" for one in places]
    late = f";{nik_of(7)};Oktober;2026;{TARIFF}"
    people = "\n".join([heading, *rows, late]).encode()
    bill(session, ended, lives=31, people=people)
    found = {kind: (row.lives, row.amount.rupiah) for kind, row in kinds(session, ended).items()}
    assert found == {
        "other_sum": (0, 35_000 - TARIFF),
        "other_month": (1, TARIFF),
        "bill_total": (0, TARIFF - 35_000),
    }
    assert billing_sum(session, ended) == TARIFF


def test_without_a_bill_everybody_active_is_the_difference(session, ended):
    closing.compare(session, ended.district, NOVEMBER, by=ended.treasurer)
    found = kinds(session, ended)["not_billed"]
    assert (found.lives, found.amount) == (-30, Money(-30 * TARIFF))


def test_the_premium_that_was_not_paid_on_is_a_difference(session, ended):
    bill(session, ended, lives=30, people=a_list([*range(1, 30), 31]))
    (row,) = rows_of(session, ended, kind="not_remitted")
    assert (row.amount, row.proposed) == (Money(-30 * TARIFF), Cause.NOT_YET_PAID)


def test_what_was_said_stays_until_the_figures_move(session, ended):
    first = bill(session, ended, lives=31, people=a_list(range(1, 32)))
    (row,) = rows_of(session, ended, kind="listed_only")
    said = closings.Explanation(Cause.DIED, ended.branch_office.id, "Sari", "Dikeluarkan dari daftar Desember.")
    closings.differences.explain(session, [row], said, by=ended.treasurer)
    closing.compare(session, ended.district, NOVEMBER, by=ended.treasurer)
    assert (row.status.value, row.cause) == ("explained", Cause.DIED)
    with pytest.raises(closings.CorrectionNeedsReason):
        bill(session, ended, lives=30, people=a_list([*range(1, 30), 31]))
    second = bill(session, ended, lives=30, people=a_list([*range(1, 30), 31]), reason="Peserta meninggal dikeluarkan")
    assert (first.version, second.version) == (1, 2)
    assert row.status.value == "gone"
    assert kinds(session, ended) == {}


def test_no_number_stands_in_the_clear(session, ended):
    made = bill(session, ended, lives=31, people=a_list(range(1, 32)))
    lines = session.query(closings.PremiumBillLine).filter_by(bill_id=made.id).all()
    assert {line.nik_index for line in lines} == {index_of("nik", nik_of(place)) for place in range(1, 32)}
    for line in lines:
        written = repr([getattr(line, column.name) for column in line.__table__.columns])
        assert "19010101" not in written


def test_a_list_is_read_by_its_heading_and_refused_when_a_number_is_not_whole(session):
    read = read_list(b"PSNOKA;NAMA\n0001234567890;A\n;JUMLAH\n", filename="a.csv")
    assert [(one.row, one.nik_index, one.card) for one in read.people] == [(2, None, "0001234567890")]
    with pytest.raises(closings.ListDamaged, match="3, 4"):
        read_list(b"NIK\n1901014502990001\n190101\n12\n", filename="a.csv")
    for content in (b"NAMA\nA\n", b"NIK\n", b""):
        with pytest.raises(closings.ListUnreadable):
            read_list(content, filename="a.csv")


def test_a_closed_month_is_not_compared_again(session, ended):
    first, second = ended.treasurer, ended.branch
    consents = ledger.Consent(first.user_id, 1), ledger.Consent(second.user_id, 2)
    ledger.close_month(session, ended.district, NOVEMBER, consents=consents, content_hash="h", by=first)
    with pytest.raises(ledger.MonthIsClosed):
        closing.compare(session, ended.district, NOVEMBER, by=first)
    assert Month(2026, 11) in ledger.closed_months(session, ended.district.id)


def explain(session, ended, row, follow_up="Dikeluarkan dari daftar."):
    said = closings.Explanation(Cause.DIED, ended.branch_office.id, "Sari", follow_up)
    closings.differences.explain(session, [row], said, by=ended.treasurer)


def find_again(session, ended, found, *, month):
    closings.differences.keep(session, ended.district, month, found, by=ended.treasurer)
    return closings.differences.differences_of(session, ended.district.id, month)


def found_of(row, *, lives=None):
    figures = (row.kind, row.subject, row.segment, row.lives if lives is None else lives, row.amount, row.proposed)
    return closings.Found(*figures, resident_id=row.resident_id)


def test_an_explanation_whose_follow_up_is_under_way_comes_along_to_the_next_month(session, ended):
    bill(session, ended, lives=31, people=a_list(range(1, 32)))
    (row,) = rows_of(session, ended, kind="listed_only")
    explain(session, ended, row)
    (next_,) = find_again(session, ended, [found_of(row)], month=NOVEMBER + 1)
    assert (next_.status.value, next_.cause, next_.owner_name) == ("explained", Cause.DIED, "Sari")
    closings.differences.settle(session, next_, outcome="Sudah keluar.", by=ended.treasurer)
    (after,) = find_again(session, ended, [found_of(row)], month=NOVEMBER + 2)
    assert (after.status.value, after.cause) == ("open", None)


def test_other_figures_bring_only_the_words_along(session, ended):
    bill(session, ended, lives=31, people=a_list(range(1, 32)))
    for kind in ("listed_only", "not_remitted"):
        explain(session, ended, *rows_of(session, ended, kind=kind))
    person, sum_ = (rows_of(session, ended, kind=kind)[0] for kind in ("listed_only", "not_remitted"))
    found = [found_of(person, lives=2), found_of(sum_)]
    told = find_again(session, ended, found, month=NOVEMBER + 1)
    assert [(row.status.value, row.follow_up) for row in told] == [("open", "Dikeluarkan dari daftar.")] * 2
