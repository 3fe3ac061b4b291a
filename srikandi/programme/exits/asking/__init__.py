"""Companies that want to be asked who comes next: what waits, their answer, the letters, and the deadline."""

from srikandi.programme.exits.asking.answering import (
    Waiting,
    answer_next,
    answer_return,
    pass_unanswered,
    questions_for,
    questions_in,
    settle_question,
)
from srikandi.programme.exits.asking.telling import tell_questions

__all__ = [
    "Waiting",
    "answer_next",
    "answer_return",
    "pass_unanswered",
    "questions_for",
    "questions_in",
    "settle_question",
    "tell_questions",
]
