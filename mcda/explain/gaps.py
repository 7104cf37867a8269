"""Where each alternative loses to the first: the attribution used in all explanations.

A method declares how the difference of two scores divides among the criteria
(`mcda.method.Prepared.attribution`); without a declaration there is no attribution.
Only comparisons with the first are shown: parts of two comparisons do not add up to a third.
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
        Any numbers; a 0 stays 0 and no number changes its sign.
    digits
        Number of digits after the decimal point.

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
    """The alternative that the others are compared with."""
    alternatives: tuple[str, ...]
    """Ids in the problem's order, ``m`` and ``n`` of them."""
    criteria: tuple[str, ...]
    """Ids in the problem's order, ``m`` and ``n`` of them."""
    values: Annotated[FloatArray, by("alternatives", "criteria")]
    """``(m, n)`` in the method's score, positive where the alternative is behind the first. Rows
    sum to the difference of the scores, turned where a lower score is better; 0 where both have the
    same value, and all 0 in the row of the first."""
    differences: Annotated[FloatArray, by("alternatives")]
    """``(m, n)``: how far the values of the first are above those of each, before any weight."""

    def to_frame(self) -> "pd.DataFrame":
        """Return a row per alternative, in the problem's order, and a column per criterion."""
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
    attribution = ranking.prepared.attribution(ranking.weights.values, first)
    if attribution is None:
        return None
    return Gaps(
        names=ranking.problem.names,
        first=ranking.matrix.alternatives[first],
        alternatives=ranking.matrix.alternatives,
        criteria=ranking.matrix.criteria,
        values=attribution.gaps + 0.0,  # no negative zero
        differences=attribution.values[first] - attribution.values,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Influence(RankingTable):
    """Which share of the differences to the first each criterion makes, beside its weight.

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
    """Ids, ``n`` of them."""
    weights: Annotated[FloatArray, by("criteria")]
    """``(n,)``."""
    shares: Annotated[FloatArray, by("criteria")]
    """``(n,)``, sum 1: mean of the absolute gaps, see `Gaps`; all 0 where there is no gap."""
    expected: Annotated[FloatArray, by("criteria")]
    """``(n,)``, sum 1: what weights and values alone would make, weight times the mean absolute
    difference of values."""

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
        return tuple(c for c, flag in zip(self.criteria, chosen.tolist(), strict=True) if flag)

    def notes(self) -> tuple[Note, ...]:
        """Return warnings where the method departs from the weights, and notes of idle weight."""
        columns = (percent(*row.tolist()) for row in (self.weights, self.shares, self.expected))
        figures = {
            criterion: {"criterion": criterion, "weight": w, "influence": s, "expected": e}
            for criterion, w, s, e in zip(self.criteria, *columns, strict=True)
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
        Gaps of the ranking, if they are known already.

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
    distances = gaps(ranking) if known is None else known
    if distances is None or len(distances.alternatives) < 2:
        return None
    weights = ranking.weights.values
    return Influence(
        names=distances.names,
        criteria=distances.criteria,
        weights=weights,
        shares=_shares(np.abs(distances.values)),
        expected=_shares(weights * np.abs(distances.differences)),
    )


def _shares(table: FloatArray) -> FloatArray:
    """Return the share of each column of ``(m, n)`` in the sum of all."""
    means = table.mean(axis=0)
    total = float(means.sum())
    return means / total if total > 0 else np.zeros(len(means))
