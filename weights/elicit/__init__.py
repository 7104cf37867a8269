"""The adaptive interview: ask only what can still change the winner, stop with a proof.

>>> from weights.elicit import Interview  # doctest: +SKIP
>>> interview = Interview.start(problem, "weighted_sum")  # doctest: +SKIP
>>> question = interview.next_question()  # doctest: +SKIP
>>> interview = interview.answer(question, "first")  # doctest: +SKIP
>>> interview.standing().settled  # doctest: +SKIP
"""

from weights.elicit.interview import Interview
from weights.elicit.question import Amount, Answer, Question, Reply
from weights.elicit.standing import Standing
from weights.elicit.words import Wording

__all__ = ["Amount", "Answer", "Interview", "Question", "Reply", "Standing", "Wording"]
