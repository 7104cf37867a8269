"""Where each alternative loses to the first: the one attribution that is told everywhere.

A method declares how the difference of two scores divides among the criteria
(`mcda.method.Prepared.attribution`); one that does not has none, and nothing is made up for it.
Only comparisons with the first are told: the parts of two do not add up to those of a third.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import numpy as np
import numpy.typing as npt

from mcda.arguments import checked, expect
from mcda.cells import FloatArray
from mcda.errors import Note
from mcda.plain import by
from mcda.ranking import Ranking
from mcda.table import RankingTable
from mcda.texts.figures import Rounding, percent
from mcda.texts.figures import apportioned as whole_parts

if TYPE_CHECKING:
    import pandas as pd

_DEPARTURE = 2.0  # more than so many times, or less than one in so many
_HARDLY = 0.1  # of the weight


@checked
def apportioned(parts: Sequence[float], digits: int) -> list[float]:
    """Return parts rounded so that they add up to their sum as shown, by largest remainders.

    Parameters
    ----------
    parts
        Any numbers; one of 0 stays 0 and none changes its sign.
    digits
        After the point.

    Examples
    --------
    >>> apportioned([0.124, 0.124, 0.124], 2)
    [0.13, 0.12, 0.12]
    """
    expect("digits", digits, int)
    rounding = Rounding(digits)
    total = rounding.units(float(np.sum(parts)))
    units = whole_parts([rounding.exactly(part) for part in parts], total)
    return [round(unit / 10.0**digits, digits) for unit in units]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Gaps(RankingTable):
    """What each criterion adds to the distance of each alternative from the first.

    Parameters
    ----------
    first
        The alternative that the others are compared with.
    alternatives, criteria
        Ids in the problem's order, ``m`` and ``n`` of them.
    values
        ``(m, n)`` in the method's score, positive where the alternative is behind the first. Rows
        sum to the difference of the scores, turned where a lower score is better; 0 where both
        have the same value, and all 0 in the row of the first.
    differences
        ``(m, n)``: how far the values of the first are above those of each, before any weight.

    Examples
    --------
    >>> import mcda
    >>> mcda.explain.gaps(mcda.example())
    Gaps
                 price  utilities
    alternative
    north       0.6667    -0.1667
    south       0.1389     0.1667
    west             0          0
    """

    first: str
    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    values: Annotated[FloatArray, by("alternatives", "criteria")]
    differences: Annotated[FloatArray, by("alternatives")]

    def to_frame(self) -> "pd.DataFrame":
        """Return a row an alternative, in the problem's order, and a column a criterion."""
        import pandas as pd

        index = pd.Index(self.alternatives, name="alternative", dtype=object)
        return pd.DataFrame(self.values, index=index, columns=list(self.criteria))


@checked
def gaps(ranking: Ranking) -> Gaps | None:
    """Return what each criterion adds to the distance of each alternative from the first.

    Parameters
    ----------
    ranking
        Of ``m`` alternatives; ties at the top leave the first of the order.

    Returns
    -------
    Gaps or None
        None where nothing was ranked, and for a method that declares no attribution.

    References
    ----------
    Aumann, R. J. & Shapley, L. S. (1974). Values of Non-Atomic Games. Princeton University Press.

    Examples
    --------
    >>> import mcda
    >>> found = mcda.explain.gaps(mcda.example())
    >>> found.first, found.to_frame().loc["north"].round(4).to_dict()
    ('west', {'price': 0.6667, 'utilities': -0.1667})
    """
    if not ranking.order:
        return None
    first = ranking.order[0]
    found = ranking.prepared.attribution(ranking.weights.values, first)
    if found is None:
        return None
    return Gaps(
        names=ranking.problem.names,
        first=ranking.matrix.alternatives[first],
        alternatives=ranking.matrix.alternatives,
        criteria=ranking.matrix.criteria,
        values=found.gaps + 0.0,  # no negative zero
        differences=found.values[first] - found.values,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Influence(RankingTable):
    """Which share of the differences to the first each criterion makes, beside its weight.

    Parameters
    ----------
    criteria
        Ids, ``n`` of them.
    weights
        ``(n,)``.
    shares
        ``(n,)``, sum 1: mean of the absolute gaps, see `Gaps`; all 0 where there is no gap.
    expected
        ``(n,)``, sum 1: what weights and values alone would make, weight times the mean absolute
        difference of values.

    Examples
    --------
    >>> import mcda
    >>> mcda.explain.influence(mcda.example())
    Influence
               weight  influence  expected
    criterion
    price      0.6667     0.7073    0.7073
    utilities  0.3333     0.2927    0.2927
    """

    criteria: tuple[str, ...]
    weights: Annotated[FloatArray, by("criteria")]
    shares: Annotated[FloatArray, by("criteria")]
    expected: Annotated[FloatArray, by("criteria")]

    @property
    def departs(self) -> tuple[str, ...]:
        """Criteria that the method gives more than double or less than half of what is expected.

        Empty where the score is a sum.
        """
        counts = (self.shares > 0) & (self.expected > 0)
        ratio = np.divide(self.shares, self.expected, out=np.ones(len(counts)), where=counts)
        return self._where((ratio > _DEPARTURE) | (ratio < 1 / _DEPARTURE))

    @property
    def hardly_differ(self) -> tuple[str, ...]:
        """Criteria on which the alternatives differ so little that a tenth of the weight counts."""
        return self._where((self.expected > 0) & (self.expected < _HARDLY * self.weights))

    def _where(self, chosen: npt.NDArray[np.bool_]) -> tuple[str, ...]:
        return tuple(c for c, one in zip(self.criteria, chosen.tolist(), strict=True) if one)

    def notes(self) -> tuple[Note, ...]:
        """Return warnings where the method departs from the weights, and notes of idle weight."""
        figures = {
            criterion: {"criterion": criterion, "weight": w, "influence": s, "expected": e}
            for criterion, w, s, e in zip(
                self.criteria,
                *(percent(*row.tolist()) for row in (self.weights, self.shares, self.expected)),
                strict=True,
            )
        }
        place = {c: ("criteria", j) for j, c in enumerate(self.criteria)}
        return (
            *(Note("influence_departs", place[c], figures[c]) for c in self.departs),
            *(Note("hardly_differ", place[c], figures[c]) for c in self.hardly_differ),
        )

    @property
    def sentences(self) -> tuple[Note, ...]:
        """The same; none where each criterion has the influence of its weight."""
        return self.notes()

    def to_frame(self) -> "pd.DataFrame":
        """Return ``weight``, ``influence`` and ``expected`` of each criterion, the index."""
        import pandas as pd

        index = pd.Index(self.criteria, name="criterion", dtype=object)
        columns = {"weight": self.weights, "influence": self.shares, "expected": self.expected}
        return pd.DataFrame(columns, index=index)


@checked
def influence(ranking: Ranking, known: Gaps | None = None) -> Influence | None:
    """Return which share of the differences to the first each criterion makes.

    Parameters
    ----------
    ranking
        Of ``n`` criteria.
    known
        Its gaps, where they are known already.

    Returns
    -------
    Influence or None
        None with fewer than two alternatives, and for a method that declares no attribution.

    Examples
    --------
    >>> import mcda
    >>> mcda.explain.influence(mcda.example()).shares.round(4).tolist()
    [0.7073, 0.2927]
    """
    found = gaps(ranking) if known is None else known
    if found is None or len(found.alternatives) < 2:
        return None
    weights = ranking.weights.values
    return Influence(
        names=found.names,
        criteria=found.criteria,
        weights=weights,
        shares=_shares(np.abs(found.values)),
        expected=_shares(weights * np.abs(found.differences)),
    )


def _shares(table: FloatArray) -> FloatArray:
    """Return the share of each column of ``(m, n)`` in the sum of all."""
    means = table.mean(axis=0)
    total = float(means.sum())
    return means / total if total > 0 else np.zeros(len(means))
