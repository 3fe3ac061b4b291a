"""People leave: reported, passed on by the rule of each promise, asked about, and taken back when it was wrong.

    programme.exit_resident(session, resident, reason="died", on=day, by=maker)
    programme.exit_people(session, [Leaving(...), ...], by=checker)
    programme.undo_exit(session, resident, reason="...", by=checker)

committed = used + running + waiting + released + wasted, always.
"""

from srikandi.programme.exits.asking import (
    Waiting,
    answer_next,
    answer_return,
    pass_unanswered,
    questions_for,
    questions_in,
    tell_questions,
)
from srikandi.programme.exits.crediting import credit_months
from srikandi.programme.exits.exiting import EXIT_REASONS, exit_people, exit_resident
from srikandi.programme.exits.filling import fill_seats, put_off_empty
from srikandi.programme.exits.passing_on import SEATED, Succession, fill_waiting, leave
from srikandi.programme.exits.returning import Regained, bring_back, undo_exit
from srikandi.programme.exits.viewing import (
    CreditedRow,
    LeftRow,
    WastedRow,
    company_balance,
    company_credits,
    credited_rows,
    left_rows,
    wasted_rows,
)

__all__ = [
    "EXIT_REASONS",
    "SEATED",
    "CreditedRow",
    "LeftRow",
    "Regained",
    "Succession",
    "Waiting",
    "WastedRow",
    "answer_next",
    "answer_return",
    "bring_back",
    "company_balance",
    "company_credits",
    "credit_months",
    "credited_rows",
    "exit_people",
    "exit_resident",
    "fill_seats",
    "fill_waiting",
    "leave",
    "left_rows",
    "pass_unanswered",
    "put_off_empty",
    "questions_for",
    "questions_in",
    "tell_questions",
    "undo_exit",
    "wasted_rows",
]
