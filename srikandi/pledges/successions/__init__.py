"""Companies that chose to be asked who comes after somebody who has left: the question, its deadline, its answer."""

from srikandi.pledges.successions.asking import ask, end, open_question, open_questions, questions_of
from srikandi.pledges.successions.models import QUESTION_MOVES, QuestionStatus, SuccessionQuestion
from srikandi.pledges.successions.refusals import AlreadyAnswered, QuestionUnknown

__all__ = [
    "QUESTION_MOVES",
    "AlreadyAnswered",
    "QuestionStatus",
    "QuestionUnknown",
    "SuccessionQuestion",
    "ask",
    "end",
    "open_question",
    "open_questions",
    "questions_of",
]
