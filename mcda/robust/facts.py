"""The value of a fact: the chance that knowing an uncertain cell changes the winner."""

from dataclasses import dataclass

import numpy as np

from mcda.robust.acceptability import Acceptability

_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A fact to ask for.

    Parameters
    ----------
    alternative, criterion
        The uncertain cell.
    chance_of_changing_winner
        In 0..1.
    standard_error
        Of that chance, from the number of draws.
    """

    alternative: str
    criterion: str
    chance_of_changing_winner: float
    standard_error: float


def ask_next(drawn: Acceptability) -> tuple[Question, ...]:
    """Return the uncertain cells that could change the winner, the most valuable to know first.

    The draws already made are split into ten groups of equal size by the cell's value. Where the
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
    m, size = len(drawn.alternatives), drawn.samples
    overall = int(np.bincount(drawn.winners, minlength=m).argmax())
    bins = min(_BINS, size)
    found = []
    for (i, j), values in drawn.cells.items():
        group = np.empty(size, dtype=np.intp)
        group[np.argsort(values, kind="stable")] = np.arange(size) * bins // size
        wins = np.zeros((bins, m), dtype=np.int64)
        np.add.at(wins, (group, drawn.winners), 1)
        changed = wins.argmax(axis=1) != overall
        chance = float(wins[changed].sum() / size)
        found.append(
            Question(
                alternative=drawn.alternatives[i],
                criterion=drawn.criteria[j],
                chance_of_changing_winner=chance,
                standard_error=float(np.sqrt(chance * (1 - chance) / size)),
            )
        )
    worth = [question for question in found if question.chance_of_changing_winner > 0]
    return tuple(sorted(worth, key=lambda question: -question.chance_of_changing_winner))
