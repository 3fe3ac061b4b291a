"""Files nobody has seen, of every kind of dirt, decided against a truth that was made with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from srikandi.payments.references import PaymentReference
from srikandi.payments.statements import Bill, credited, decide, read_statement
from tests.counts import times
from tests.payments.generated.camt import camt, with_batches
from tests.payments.generated.generating import Maker, bca, bri, kopra, mt940

SEEDS = range(times(4, full=40))
ROWS = times(300, full=2_000)
WRITERS = {"bca.csv": bca, "kopra.csv": kopra, "mutasi.sta": mt940, "bri.csv": bri, "mutasi.xml": camt}


def decided(maker, rows, name):
    bills = [Bill(PaymentReference(one.signs), one.company, one.rupiah, one.va) for one in maker.bills]
    statement = read_statement(WRITERS[name](rows), filename=name)
    return decide(statement.lines, bills=bills)


def wrong(decisions, rows):
    """Give every row that was not decided as its truth says."""
    found = []
    for decision, row in zip(decisions, rows, strict=True):
        said = decision.action.value, None if decision.reference is None else str(decision.reference)
        offered = {str(one.reference) for one in decision.candidates}
        wanted = row.action, row.reference
        shares = [(str(part.reference), part.amount_sen) for part in decision.parts] if row.parts else []
        is_shared = shares == [(name, rupiah * 100) for name, rupiah, _ in row.parts if row.action == "credit"]
        if not is_shared or said != wanted or {*decision.codes} != {*row.codes} or not {*row.candidates} <= offered:
            found.append((row, said, sorted(decision.codes), sorted(offered)))
    return found


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_row_is_decided_as_its_truth_says(seed, name):
    maker = Maker(seed, rows=ROWS)
    decisions = decided(maker, maker.rows, name)
    assert wrong(decisions, maker.rows) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_what_each_payer_gets_is_what_was_paid(seed):
    maker = Maker(seed, rows=ROWS)
    wanted: dict[str, int] = {}
    for row in maker.rows:
        if row.reference is not None:
            wanted[row.reference] = wanted.get(row.reference, 0) + row.sen
    got = {str(one): sen for one, sen in credited(decided(maker, maker.rows, "bca.csv")).items()}
    assert got == {reference: sen for reference, sen in wanted.items() if sen}


@pytest.mark.parametrize("seed", SEEDS)
def test_of_a_batch_each_payer_gets_the_own_part_or_nobody_gets_anything(seed):
    maker = Maker(seed, rows=ROWS)
    rows = with_batches(maker)
    assert wrong(decided(maker, rows, "mutasi.xml"), rows) == []


def test_rows_the_bank_has_not_made_final_wait_and_come_again():
    maker = Maker(7, rows=100)
    waits = [replace(row, is_pending=True) for row in maker.rows if row.action == "credit"][:5]
    decisions = decided(maker, [*maker.rows, *waits], "bca.csv")
    assert [one.action for one in decisions[-5:]] == ["wait"] * 5
    assert wrong(decisions[:-5], maker.rows) == []


def test_lines_that_move_nothing_are_ignored():
    maker = Maker(8, rows=100)
    nothing = replace(maker.rows[0], sen=0, action="ignore", reference=None, codes=frozenset())
    rows = [row for one in maker.rows for row in (one, replace(nothing, day=one.day, trace=f"0{one.trace}"))]
    assert wrong(decided(maker, rows, "bri.csv"), rows) == []


def test_a_truth_that_was_changed_is_caught():
    maker = Maker(9, rows=100)
    place = next(number for number, row in enumerate(maker.rows) if row.action == "credit")
    changed = [*maker.rows]
    changed[place] = replace(changed[place], reference="SRK" + maker.bills[-1].signs + "2")
    assert len(wrong(decided(maker, maker.rows, "kopra.csv"), changed)) == 1


def test_a_part_that_was_given_to_somebody_else_is_caught():
    maker = Maker(10, rows=100)
    rows = with_batches(maker)
    place = next(number for number, row in enumerate(rows) if row.parts and row.action == "credit")
    changed = [*rows]
    changed[place] = replace(rows[place], parts=tuple(reversed(rows[place].parts)))
    assert len(wrong(decided(maker, rows, "mutasi.xml"), changed)) == 1
