"""The answer of the best-worst method that fits the others least, and what would fit."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from weights.best_worst.answers import Answers
from weights.best_worst.consistency import output_ratio
from weights.best_worst.optimum import (
    Model,
    contradicting,
    deviation,
    implied_best_to_worst,
)

_FITS = 1e-9
AnswerList = Literal["best_to_others", "others_to_worst"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstAnswer:
    """An answer that the others contradict.

    Parameters
    ----------
    answers
        The list it stands in; best against worst stands in both and is called the first.
    item
        Whose entry of the list it is.
    pair
        The two items, the one called more important first.
    given
        The answer.
    suggested
        What fits the others best, >= 1; whole where all answers are.
    xi_after
        The deviation left with the suggestion instead.
    consistency_ratio_after
        The consistency ratio then.
    """

    answers: AnswerList
    item: str
    pair: tuple[str, str]
    given: float
    suggested: float
    xi_after: float
    consistency_ratio_after: float | None


def worst_answer(answers: Answers, model: Model) -> WorstAnswer | None:
    """Return the answer whose change lowers the deviation most, and by the smallest step.

    Each answer of the items that contradict each other most is replaced in turn by what the others
    imply. An item's two answers link the best and the worst together, so either could be the one
    to change; of changes that help equally the one by the smallest factor is returned.

    Returns
    -------
    WorstAnswer or None
        None where the answers agree, or where no change of a single one helps.
    """
    before = deviation(answers, model)
    if before == 0:
        return None
    found: list[tuple[float, float, WorstAnswer]] = []
    for name, at, given, suggested in _proposals(answers, model):
        changed = _with(answers, name, at, suggested)
        after = deviation(changed, model)
        if suggested == given or after > before * (1.0 - _FITS):
            continue
        item = answers.items[at]
        best, worst = answers.items[answers.best], answers.items[answers.worst]
        judged = WorstAnswer(
            answers=name,
            item=item,
            pair=(best, item) if name == "best_to_others" else (item, worst),
            given=given,
            suggested=suggested,
            xi_after=after,
            consistency_ratio_after=output_ratio(after, changed.best_to_worst, model),
        )
        found.append((round(after / before, 9), abs(math.log(suggested / given)), judged))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _proposals(answers: Answers, model: Model) -> Iterator[tuple[AnswerList, int, float, float]]:
    """Yield list, place, answer and what the others imply; both whole neighbours if all are."""
    given = [*answers.best_to_others.tolist(), *answers.others_to_worst.tolist()]
    whole = all(value == int(value) for value in given)
    pairs = list(zip(given[: len(answers.items)], given[len(answers.items) :], strict=True))
    alike = Counter(pairs[at] for at in answers.others)
    for at in contradicting(answers, model):
        a, b = pairs[at]
        if alike[a, b] > 1:  # another item says the same, so that changing this one helps nothing
            continue
        ratio = implied_best_to_worst(answers, model, at)
        wanted: list[tuple[AnswerList, float, float]] = [("best_to_others", a, ratio / b)]
        if at != answers.worst:
            wanted.append(("others_to_worst", b, ratio / a))
        for name, value, implied in wanted:
            near = (math.floor(implied), math.ceil(implied)) if whole else (implied,)
            for suggested in dict.fromkeys(max(1.0, float(step)) for step in near):
                yield name, at, value, suggested


def _with(answers: Answers, name: AnswerList, at: int, value: float) -> Answers:
    first, second = answers.best_to_others.copy(), answers.others_to_worst.copy()
    (first if name == "best_to_others" else second)[at] = value
    if at == answers.worst:
        second[answers.best] = value
    return replace(answers, best_to_others=first, others_to_worst=second)
