"""Questions from columns and amounts."""

from collections.abc import Sequence

import numpy as np

from mcda.cells import double, shown
from mcda.errors import Fault, InvalidWeights
from mcda.problem import Problem
from weights.elicit.choice import Choice
from weights.elicit.question import Amount, Question, label
from weights.elicit.spans import Spans

_FARTHEST = np.log(1e6)  # of a lesser weight rounding leaves too little to be compared


def made_question(
    problem: Problem, spans: Spans, chosen: Choice, rows: tuple[int, int], again: int | None
) -> Question:
    """Return the chosen question in the problem's own words.

    Parameters
    ----------
    problem, spans, chosen
        What it is about.
    rows
        Of who leads and who threatens it most.
    again
        Number of the answer that it asks about once more, if it does.
    """
    leader, rival = (problem.alternatives[row] for row in rows)
    first, second = chosen.amounts
    return Question(
        first=Amount.of(problem.criteria[chosen.first], first),
        second=Amount.of(problem.criteria[chosen.second], second),
        ratio=spans.ratio(chosen.first, first, chosen.second, second),
        meaning=spans.meaning(chosen.first, chosen.second),
        leader=label(leader.id, leader.name),
        rival=label(rival.id, rival.name),
        resolves=chosen.resolves,
        again=again,
    )


def asked_question(
    problem: Problem, spans: Spans, criteria: Sequence[str], amounts: Sequence[float]
) -> Question:
    """Return a question of the caller's own.

    Parameters
    ----------
    problem, spans
        What it is about.
    criteria, amounts
        Two of each.

    Raises
    ------
    InvalidWeights
        Unknown or equal criteria, an amount that is not above 0, a criterion without extent, or
        a ratio of weights beyond a million to one.
    """
    known = problem.criterion_ids
    faults: list[Fault] = []
    for side, name, amount in zip(("first", "second"), criteria, amounts, strict=True):
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
    if faults:
        raise InvalidWeights(faults)
    i, j = known.index(criteria[0]), known.index(criteria[1])
    first, second = float(amounts[0]), float(amounts[1])
    sizes = np.log([first, second]) - np.log(spans.full[[i, j]])
    if abs(sizes[0] - sizes[1]) > _FARTHEST:
        side = ("first", "second")[int(np.abs(sizes).argmax())]
        raise InvalidWeights([Fault("elicit_far_apart", (side, "amount"))])
    return Question(
        first=Amount.of(problem.criteria[i], first),
        second=Amount.of(problem.criteria[j], second),
        ratio=spans.ratio(i, first, j, second),
        meaning=spans.meaning(i, j),
    )
