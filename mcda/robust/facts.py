"""The value of a fact: the chance that knowing what is in doubt changes the winner."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from mcda.robust.acceptability import Acceptability


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What knowing something would be worth.

    Parameters
    ----------
    chance_of_changing_winner
        In 0..1.
    standard_error
        Of that chance, from the number of draws.
    """

    chance_of_changing_winner: float
    standard_error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Worth):
    """A fact to ask for: the uncertain cell of an alternative on a criterion."""

    alternative: str
    criterion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightQuestion(Worth):
    """The weight of a criterion to ask for."""

    criterion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementQuestion(Worth):
    """A pairwise judgement to ask for again: at a node, the one called more important first."""

    node: str
    pair: tuple[str, str]


Asked = TypeVar("Asked", bound=Worth)


def ask_next(drawn: Acceptability) -> tuple[Question, ...]:
    """Return the uncertain cells that could change the winner, the most valuable to know first.

    The draws are split by the cell's value into ten groups of about equal size. Where the
    alternative that is first most often within a group is not the one most often first over all,
    knowing that the cell lies there would change the answer; the chance is the share of draws in
    such groups. A cell that is not listed may still change the winner at its very bounds.

    Parameters
    ----------
    drawn
        Acceptability of a ranking with uncertain cells; without any the result is empty.

    References
    ----------
    Strong, M. & Oakley, J. E. (2013). An efficient method for computing single-parameter partial
    expected value of perfect information. Medical Decision Making 33(6), 755-766.
    doi:10.1177/0272989X12465123
    """
    found = _worth(drawn)[: len(drawn.factors.cells)]
    return _sorted(
        Question(
            alternative=drawn.alternatives[i],
            criterion=drawn.criteria[j],
            chance_of_changing_winner=chance,
            standard_error=error,
        )
        for (i, j), (chance, error) in zip(drawn.factors.cells, found, strict=True)
    )


def ask_next_weight(drawn: Acceptability) -> tuple[WeightQuestion, ...]:
    """Return the weights that could change the winner, the most valuable to know first.

    Parameters
    ----------
    drawn
        Acceptability; split by the weight as `ask_next` does by a cell.
    """
    start = len(drawn.factors.cells)
    found = _worth(drawn)[start : start + len(drawn.criteria)]
    return _sorted(
        WeightQuestion(criterion=name, chance_of_changing_winner=chance, standard_error=error)
        for name, (chance, error) in zip(drawn.criteria, found, strict=True)
    )


def ask_next_judgement(drawn: Acceptability) -> tuple[JudgementQuestion, ...]:
    """Return the pairwise judgements that could change the winner, the most valuable first.

    Parameters
    ----------
    drawn
        Acceptability under weights that were drawn by judgements, split by each of these as
        `ask_next` does by a cell; under any other weights the result is empty.
    """
    judgements = drawn.factors.judgements
    found = _worth(drawn)[len(drawn.factors.edges) - len(judgements) :]
    return _sorted(
        JudgementQuestion(
            node=judgement.node,
            pair=judgement.pair,
            chance_of_changing_winner=chance,
            standard_error=error,
        )
        for judgement, (chance, error) in zip(judgements, found, strict=True)
    )


def _worth(drawn: Acceptability) -> list[tuple[float, float]]:
    """Return for each factor the chance that its tenth has another winner, and its error."""
    named = drawn.first_by_factor[:, :, :-1]
    overall = named[0].sum(axis=0).argmax()
    changed = named.argmax(axis=2) != overall
    draws = drawn.first_by_factor.sum(axis=2)
    chances = np.where(changed, draws, 0).sum(axis=1) / drawn.samples
    errors = np.sqrt(chances * (1 - chances) / drawn.samples)
    return list(zip(chances.tolist(), errors.tolist(), strict=True))


def _sorted(found: Iterable[Asked]) -> tuple[Asked, ...]:
    worth = [question for question in found if question.chance_of_changing_winner > 0]
    return tuple(sorted(worth, key=lambda question: -question.chance_of_changing_winner))
