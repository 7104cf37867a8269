r"""Exact regions of the weights of two or three criteria in which each alternative is first.

The chosen criteria divide their weight :math:`s = \sum_{j \in C} w_j`; the others keep theirs.
Under a method linear in the weights an alternative is worth

.. math:: u_i(p) = s \sum_{j \in C} p_j v_{ij} + \sum_{j \notin C} w_j v_{ij}, \quad
          p \ge 0, \ \sum p_j = 1,

so that it is first on a convex part of the triangle of the shares :math:`p` (of two criteria: of
the way between them), cut out by the lines on which it is level with another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import numpy as np

from mcda.arguments import checked
from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidSensitivity, Note, UnsuitableData
from mcda.kernel import linear_form
from mcda.plain import Share, by
from mcda.polytope.polytope import Polytope
from mcda.ranking import Ranking
from mcda.table import RankingTable, first_share

if TYPE_CHECKING:
    import pandas as pd

FEWEST, MOST = 2, 3
"""Criteria whose weights are looked at together."""
LEVEL = 1e-12
"""Of the greatest worth; what differs by no more is level."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WeightRegion:
    """Where one alternative is first.

    Examples
    --------
    >>> import mcda
    >>> region = mcda.robust.weight_regions(mcda.example()).regions[0]
    >>> region.first, region.corners.round(4).tolist()
    ('north', [[0.3333, 0.6667], [0.0, 1.0]])
    """

    first: str
    """Its id; of several that are level all over it, the first in the problem's order."""
    share: Share
    """Of the whole triangle, or of the way between two criteria, in 0..1."""
    corners: FloatArray
    """Shares of the chosen criteria at the corners, ``(k, 2)`` or ``(k, 3)``, in the order of its
    edge."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class WeightRegions(RankingTable):
    """Who is first where when some criteria share their weight anew.

    Examples
    --------
    >>> import mcda
    >>> mcda.robust.weight_regions(mcda.example()).to_frame()["share"].round(4).to_dict()
    {'north': 0.3333, 'west': 0.6667}
    """

    criteria: tuple[str, ...]
    """Ids of the two or three, in the order of the columns of corners."""
    total: Share
    """The weight that they share, in 0..1; what the others keep is the rest."""
    present: Annotated[FloatArray, by("criteria")]
    """Shares of it now, sum 1."""
    regions: tuple[WeightRegion, ...]
    """In the problem's order of those that are first anywhere; together they are the whole."""

    @property
    def sentence(self) -> Note:
        """Who is first for most of the weights."""
        largest = max(self.regions, key=lambda one: one.share)
        return Note("summary_volumes", (), first_share(largest.first, largest.share))

    def to_frame(self) -> "pd.DataFrame":
        """Return the ``share`` of the weights under which each alternative is first."""
        import pandas as pd

        index = pd.Index([area.first for area in self.regions], name="alternative", dtype=object)
        return pd.DataFrame({"share": [area.share for area in self.regions]}, index=index)


@checked
def weight_regions(ranking: Ranking, criteria: Sequence[str] | None = None) -> WeightRegions:
    """Return the exact convex regions of weights in which each alternative is first.

    Uncertain cells have their headline values.

    Parameters
    ----------
    ranking
        Of a method linear in the weights, with at least one alternative.
    criteria
        Two or three; left out, those of the greatest weights (of two criteria, both).

    Raises
    ------
    InvalidSensitivity
        Other than two or three criteria, one twice, or one that is none of the problem.
    UnsuitableData
        The method is not linear in the weights, nothing is ranked, or the criteria weigh nothing.

    Examples
    --------
    >>> import mcda
    >>> found = mcda.robust.weight_regions(mcda.example(), ["utilities", "price"])
    >>> found.criteria, [region.first for region in found.regions]
    (('utilities', 'price'), ['north', 'west'])
    """
    chosen = _chosen(ranking, criteria)
    form = linear_form(ranking.prepared)
    if form is None:
        raise UnsuitableData.at("regions_not_linear", "method", method=ranking.method.name)
    w = ranking.weights.values
    total = float(w[chosen].sum())
    if not ranking.order or total <= 0:
        raise UnsuitableData([Fault("regions_nothing", ("criteria",))])
    constant = np.delete(w, chosen) @ np.delete(form.worth, chosen, axis=1).T
    worth = total * form.worth[:, chosen] + constant[:, None]
    return WeightRegions(
        names=ranking.problem.names,
        criteria=tuple(ranking.matrix.criteria[column] for column in chosen),
        total=total,
        present=w[chosen] / total,
        regions=tuple(_regions(worth, ranking.matrix.alternatives)),
    )


def _chosen(ranking: Ranking, criteria: Sequence[str] | None) -> list[int]:
    """Return the columns of the criteria; without names the heaviest, in the problem's order.

    Raises
    ------
    InvalidSensitivity
        The criteria are not two or three different criteria of the problem.
    """
    criterion_ids = ranking.matrix.criteria
    if criteria is None:
        heaviest = np.argsort(-ranking.weights.values, kind="stable")[:MOST]
        columns: list[int] = sorted(heaviest.tolist())
    else:
        faults = [
            Fault("unknown_criterion", ("criteria", k), {"criterion": name, "known": criterion_ids})
            for k, name in enumerate(criteria)
            if name not in criterion_ids
        ]
        InvalidSensitivity.raise_any(faults)
        columns = [criterion_ids.index(name) for name in criteria]
    if not FEWEST <= len(columns) <= MOST or len({*columns}) < len(columns):
        raise InvalidSensitivity.at("regions_criteria", "criteria", count=len(columns))
    return columns


def _regions(worth: FloatArray, ids: Sequence[str]) -> Iterator[WeightRegion]:
    """Yield the regions of alternatives that are first anywhere, from their worth at corners."""
    size = float(np.abs(worth).max()) or 1.0
    for row, own in enumerate(worth):
        ahead = own - worth
        level = np.abs(ahead).max(axis=1) <= LEVEL * size
        if level[:row].any():  # an earlier one stands for both
            continue
        part = Polytope.whole(worth.shape[1]).part()
        for other in np.flatnonzero(~level).tolist():
            part = part and part.above(ahead[other])
        if part is not None:
            exact = part.weights
            corners = np.where(np.abs(exact) <= LEVEL, 0.0, exact)
            if corners.shape[1] == FEWEST:  # a stretch: from more of the first to less
                corners = corners[np.argsort(-corners[:, 0])]
                share = float(np.ptp(corners[:, 0]))
            else:  # an area: along its edge, and twice its size
                x, y = (corners - corners.mean(axis=0))[:, :2].T
                corners = corners[np.argsort(np.arctan2(y, x))]
                x, y = corners[:, 0], corners[:, 1]
                share = float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)))
            yield WeightRegion(first=ids[row], share=share, corners=corners)
