"""The value of facts: the chance that knowing an uncertain input changes the winner."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from mcda.arguments import checked
from mcda.robust.acceptability import Acceptability
from mcda.robust.conditioning import BINS, chances_of_change

_BINS = 50  # bins told apart; the work grows with their third power
_MANY_DRAWS = 30_000  # that are made where errors should be small, and time matters less


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """Value of knowing an uncertain input."""

    chance_of_changing_winner: float
    """In 0..1."""
    standard_error: float
    """Of that chance: from the number of draws, from the doubt about where in its range the fact
    changes the winner and about who is first over all. 0 where only that fact is in doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactQuestion(Worth):
    """A fact to ask for: the uncertain cell of an alternative on a criterion.

    Examples
    --------
    >>> import mcda
    >>> close = mcda.rank(mcda.example().problem, [1, 2], "weighted_sum")
    >>> [one.criterion for one in mcda.robust.ask_next(mcda.robust.acceptability(close))]
    ['price']
    """

    alternative: str
    """Which cell, by ids."""
    criterion: str
    """Which cell, by ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightQuestion(Worth):
    """The weight of a criterion to ask for.

    Examples
    --------
    >>> import mcda
    >>> from mcda.robust import acceptability, ask_next_weight
    >>> close = mcda.rank(mcda.example().problem, [2, 3], "weighted_sum")
    >>> [type(one).__name__ for one in ask_next_weight(acceptability(close))]
    ['WeightQuestion', 'WeightQuestion']
    """

    criterion: str
    """Its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementQuestion(Worth):
    """A pairwise judgement to ask for again: at a node, the one called more important first.

    Examples
    --------
    >>> import mcda, weights
    >>> from mcda.robust import acceptability, ask_next_judgement
    >>> pairs = {"kind": "ahp", "items": ["price", "utilities"], "matrix": [[1, 2], [0.5, 1]]}
    >>> ranking = mcda.rank(mcda.example().problem, pairs, "weighted_sum")
    >>> [one.pair for one in ask_next_judgement(acceptability(ranking))]
    [('price', 'utilities')]
    """

    node: str
    """Where in the hierarchy the two are compared, by its id."""
    pair: tuple[str, str]
    """The two, by ids."""


Asked = TypeVar("Asked", bound=Worth)


@checked
def ask_next(drawn: Acceptability) -> tuple[FactQuestion, ...]:
    """Return the uncertain cells that could change the winner, the most valuable to know first.

    The chance is that of all values of the cell under which the alternative that is first most
    often is not the one most often first over all. Where nothing else is in doubt it follows from
    the cell's distribution. Elsewhere the draws are split by the cell's value, and who is first how
    often along it is found by regression, see `mcda.robust.conditioning`. A chance that does not
    exceed its standard error is not listed; such a cell may still change the winner at its very
    bounds.

    Parameters
    ----------
    drawn
        Acceptability of a ranking with uncertain cells; without any the result is empty.

    References
    ----------
    Strong, M. & Oakley, J. E. (2013). An efficient method for computing single-parameter partial
    expected value of perfect information. Medical Decision Making 33(6), 755-766.
    doi:10.1177/0272989X12465123

    Examples
    --------
    >>> import mcda
    >>> from mcda.robust import acceptability, ask_next
    >>> close = mcda.rank(mcda.example().problem, [9, 1], "topsis")
    >>> [(one.alternative, one.criterion) for one in ask_next(acceptability(close))]
    [('south', 'price')]
    """
    cells = drawn.factors.cells
    chances = _worth(drawn, range(len(cells)))
    return _sorted(
        FactQuestion(
            alternative=drawn.alternatives[i],
            criterion=drawn.criteria[j],
            chance_of_changing_winner=chance,
            standard_error=error,
        )
        for (i, j), (chance, error) in zip(cells, chances, strict=True)
    )


@checked
def ask_next_weight(drawn: Acceptability) -> tuple[WeightQuestion, ...]:
    """Return the weights that could change the winner, the most valuable to know first.

    Parameters
    ----------
    drawn
        Acceptability; split by the weight as `ask_next` does by a cell.

    Examples
    --------
    >>> import mcda
    >>> from mcda.robust import acceptability, ask_next_weight
    >>> close = mcda.rank(mcda.example().problem, [2, 3], "weighted_sum")
    >>> [one.criterion for one in ask_next_weight(acceptability(close))]
    ['price', 'utilities']
    """
    start = len(drawn.factors.cells)
    chances = _worth(drawn, range(start, start + len(drawn.criteria)))
    return _sorted(
        WeightQuestion(criterion=name, chance_of_changing_winner=chance, standard_error=error)
        for name, (chance, error) in zip(drawn.criteria, chances, strict=True)
    )


@checked
def ask_next_judgement(drawn: Acceptability) -> tuple[JudgementQuestion, ...]:
    """Return the pairwise judgements that could change the winner, the most valuable first.

    Parameters
    ----------
    drawn
        Acceptability under weights that were drawn by judgements, split by each of these as
        `ask_next` does by a cell; under any other weights the result is empty.

    Examples
    --------
    >>> import mcda, weights
    >>> from mcda.robust import acceptability, ask_next_judgement
    >>> pairs = {"kind": "ahp", "items": ["price", "utilities"], "matrix": [[1, 2], [0.5, 1]]}
    >>> ranking = mcda.rank(mcda.example().problem, pairs, "weighted_sum")
    >>> [one.node for one in ask_next_judgement(acceptability(ranking))]
    ['goal']
    """
    judgements = drawn.factors.judgements
    stop = len(drawn.factors.edges)
    chances = _worth(drawn, range(stop - len(judgements), stop))
    return _sorted(
        JudgementQuestion(
            node=judgement.node,
            pair=judgement.pair,
            chance_of_changing_winner=chance,
            standard_error=error,
        )
        for judgement, (chance, error) in zip(judgements, chances, strict=True)
    )


def _worth(drawn: Acceptability, which: range) -> list[tuple[float, float]]:
    """Return for some factors the chance that knowing them changes the winner, and its error."""
    factors, sole = drawn.factors, drawn.sole_cell
    bins = BINS if drawn.samples >= _MANY_DRAWS else _BINS
    counts = factors.counts(drawn.first_by_factor, which)
    chances = [(chance, error) for chance, error in chances_of_change(counts, bins).tolist()]
    if sole is not None and which.start == 0:
        at = factors.cells.index(sole.cell)
        chances[at] = sole.chance_of_changing_winner, sole.standard_error
    return chances


def _sorted(found: Iterable[Asked]) -> tuple[Asked, ...]:
    worth = [q for q in found if q.chance_of_changing_winner > q.standard_error]
    return tuple(sorted(worth, key=lambda question: -question.chance_of_changing_winner))
