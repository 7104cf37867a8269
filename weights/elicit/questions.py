"""Questions from columns and amounts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from mcda.cells import double, shown
from mcda.errors import Fault, InvalidWeights
from mcda.problem import Problem
from weights.elicit.question import Amount, Question, label
from weights.elicit.question_choice import QuestionChoice
from weights.elicit.spans import Spans
from weights.elicit.words import Wording

Wordings = Mapping[int, Wording]
"""By column."""
Starts = tuple[float | None, float | None]
SIDES = ("first", "second")
_FARTHEST = np.log(1e6)  # of a lesser weight rounding leaves too little to be compared


def make_question(
    problem: Problem,
    spans: Spans,
    wordings: Wordings,
    chosen: QuestionChoice,
    rows: tuple[int, int],
    again: int | None,
) -> Question:
    """Return the chosen question in the problem's own words.

    Parameters
    ----------
    problem, spans, wordings, chosen
        What it is about.
    rows
        Of who leads and who threatens it most.
    again
        Number of the answer that it asks about once more, if it does.
    """
    leader, rival = (problem.alternatives[row] for row in rows)
    columns = (chosen.first, chosen.second)
    asked = _question(problem, spans, wordings, columns, chosen.amounts, chosen.starts)
    return replace(
        asked,
        leader=label(leader.id, leader.name),
        rival=label(rival.id, rival.name),
        resolves=chosen.resolves,
        again=again,
    )


def _question(
    problem: Problem,
    spans: Spans,
    wordings: Wordings,
    columns: tuple[int, int],
    amounts: Sequence[float],
    starts: Starts,
) -> Question:
    sides = [
        Amount.of(problem.criteria[j], amount, start, wordings.get(j))
        for j, amount, start in zip(columns, amounts, starts, strict=True)
    ]
    parts = [spans.part(j, a, start) for j, a, start in zip(columns, amounts, starts, strict=True)]
    return Question(
        first=sides[0],
        second=sides[1],
        ratio=parts[1] / parts[0],
        meaning=spans.meaning(*columns),
    )


def read_question(
    problem: Problem,
    spans: Spans,
    wordings: Wordings,
    criteria: tuple[str, str],
    amounts: tuple[float, float],
    starts: Starts = (None, None),
) -> Question:
    """Return a question of the caller's own.

    Parameters
    ----------
    problem, spans, wordings
        What it is about.
    criteria, amounts
        Two of each.
    starts
        Where the improvements begin, if anywhere.

    Raises
    ------
    InvalidWeights
        Unknown or equal criteria, an amount that is not above 0, a criterion without extent, an
        improvement that is worth nothing on its criterion's scale, or a ratio of weights beyond a
        million to one.
    """
    faults = _side_faults(problem, spans, criteria, amounts)
    if faults:
        raise InvalidWeights(faults)
    first, second = (problem.criterion_ids.index(name) for name in criteria)
    given = float(amounts[0]), float(amounts[1])
    parts = [
        spans.part(j, amount, start)
        for j, amount, start in zip((first, second), given, starts, strict=True)
    ]
    faults = [
        Fault("elicit_worthless", (side, "start"), {"criterion": name, "value": shown(start)})
        for side, name, start, part in zip(SIDES, criteria, starts, parts, strict=True)
        if not part > 0
    ]
    if faults:
        raise InvalidWeights(faults)
    sizes = np.log(parts)
    if abs(sizes[0] - sizes[1]) > _FARTHEST:
        side = SIDES[int(np.abs(sizes).argmax())]
        raise InvalidWeights([Fault("elicit_far_apart", (side, "amount"))])
    return _question(problem, spans, wordings, (first, second), given, starts)


def _side_faults(
    problem: Problem, spans: Spans, criteria: tuple[str, str], amounts: tuple[float, float]
) -> list[Fault]:
    known = problem.criterion_ids
    faults: list[Fault] = []
    for side, name, amount in zip(SIDES, criteria, amounts, strict=True):
        if name not in known:
            fields = {"criterion": name, "known": known}
            faults.append(Fault("weight_unknown_criterion", (side, "criterion"), fields))
        elif np.isnan(spans.full[known.index(name)]):
            faults.append(Fault("elicit_no_extent", (side, "criterion"), {"criterion": name}))
        if not 0 < double(amount) < np.inf:
            wrong = {"criterion": name, "value": shown(amount)}
            faults.append(Fault("elicit_amount", (side, "amount"), wrong))
    if criteria[0] == criteria[1]:
        place = ("second", "criterion")
        faults.append(Fault("elicit_same_criterion", place, {"criterion": criteria[0]}))
    return faults
