"""The adaptive interview: ask only what can still change the winner, stop with a proof.

>>> import mcda
>>> from weights.elicit import Interview
>>> interview = Interview.start(mcda.example().problem)
>>> while question := interview.next_question():
...     interview = interview.answer(question, "first")
>>> interview.standing().winner, interview.standing().settled
('west', True)
"""

from weights.elicit.interview import Interview
from weights.elicit.interview_status import InterviewStatus
from weights.elicit.question import Amount, AnsweredQuestion, Question, Reply, WeighedSwing
from weights.elicit.words import Wording

__all__ = [
    "Amount",
    "AnsweredQuestion",
    "Interview",
    "InterviewStatus",
    "Question",
    "Reply",
    "WeighedSwing",
    "Wording",
]
