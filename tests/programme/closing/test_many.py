"""A month of many people asks the database as often as a month of few: the comparison is set-based."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import delete, update

from srikandi.closings import MonthDifference
from srikandi.programme import closing
from tests.programme.closing.months import NOVEMBER, a_list, an_ended_month, bill, explain_all
from tests.web.questions.counting import MOST, counted

OCTOBER = datetime(2026, 10, 5, 3, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 3, 3, tzinfo=UTC)


def questions_to_compare(session, *, lives, strangers):
    """Count what a comparison asks that finds everything for the first time, then one that finds all of it changed."""
    with time_machine.travel(OCTOBER, tick=False) as clock:
        ended = an_ended_month(session, lives=lives)
        clock.move_to(DECEMBER)
        counts = []
        extra = [f";19010145029{number:05d};ORANG LAIN;" for number in range(strangers)]
        bill(session, ended, lives=lives + strangers, people=a_list(range(2, lives + 1), extra=extra))
        for before in (delete(MonthDifference), update(MonthDifference).values(lives=MonthDifference.lives + 1)):
            session.execute(before, execution_options={"synchronize_session": False})
            session.expire_all()
            assert ended.district.name
            with counted(session) as asked:
                closing.compare(session, ended.district, NOVEMBER, by=ended.treasurer)
            counts.append(len(asked))
            explain_all(session, ended)
        with counted(session) as asked:
            closing.month_view(session, ended.district, NOVEMBER, viewer=ended.treasurer)
        return [*counts, len(asked)]


@pytest.mark.parametrize(("lives", "strangers"), [(3, 2), (60, 40)])
def test_a_comparison_and_its_page_ask_a_fixed_number_of_questions(session, lives, strangers):
    assert max(questions_to_compare(session, lives=lives, strangers=strangers)) <= MOST
