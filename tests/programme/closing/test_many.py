"""A month of many people asks the database as often as a month of few: the comparison is set-based."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import event

from srikandi.programme import closing
from tests.programme.closing.months import NOVEMBER, a_list, an_ended_month, bill

OCTOBER = datetime(2026, 10, 5, 3, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 3, 3, tzinfo=UTC)


def statements_to_compare(session, *, lives, strangers):
    """Count what a comparison asks when so many people are active and so many others are billed."""
    with time_machine.travel(OCTOBER, tick=False) as clock:
        ended = an_ended_month(session, lives=lives)
        clock.move_to(DECEMBER)
        extra = [f";19010145029{number:05d};ORANG LAIN;" for number in range(strangers)]
        bill(session, ended, lives=lives + strangers, people=a_list(range(1, lives + 1), extra=extra))
        asked: list[str] = []

        def note(_connection, _cursor, statement, *_rest):
            asked.append(statement)

        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", note)
        closing.compare(session, ended.district, NOVEMBER, by=ended.treasurer)
        event.remove(engine, "before_cursor_execute", note)
        return len(asked)


@pytest.mark.parametrize(("lives", "strangers"), [(3, 1), (60, 40)])
def test_a_comparison_asks_a_fixed_number_of_questions(session, lives, strangers):
    assert statements_to_compare(session, lives=lives, strangers=strangers) <= 25
