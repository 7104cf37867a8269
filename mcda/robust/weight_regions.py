r"""Which alternative is first where, among all weights of two or three criteria, exactly.

The chosen criteria share their weight :math:`s = \sum_{j \in C} w_j` anew, the others keep theirs.
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

    Parameters
    ----------
    first
        Its id; of several that are level all over it, the first in the problem's order.
    share
        Of the whole triangle, or of the way between two criteria, in 0..1.
    corners
        Shares of the chosen criteria at the corners, ``(k, 2)`` or ``(k, 3)``, in the order of
        its edge.

    Examples
    --------
    >>> import mcda
    >>> region = mcda.robust.weight_regions(mcda.example()).regions[0]
    >>> region.first, region.corners.round(4).tolist()
    ('north', [[0.3333, 0.6667], [0.0, 1.0]])
    """

    first: str
    share: Share
    corners: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class WeightRegions(RankingTable):
    """Who is first where when some criteria share their weight anew.

    Parameters
    ----------
    criteria
        Ids of the two or three, in the order of the columns of corners.
    total
        The weight that they share, in 0..1; what the others keep is the rest.
    present
        Shares of it now, sum 1.
    regions
        In the problem's order of those that are first anywhere; together they are the whole.

    Examples
    --------
    >>> import mcda
    >>> mcda.robust.weight_regions(mcda.example()).to_frame()["share"].round(4).to_dict()
    {'north': 0.3333, 'west': 0.6667}
    """

    criteria: tuple[str, ...]
    total: Share
    present: Annotated[FloatArray, by("criteria")]
    regions: tuple[WeightRegion, ...]

    @property
    def sentence(self) -> Note:
        """Who is first for most of the weights."""
        largest = max(self.regions, key=lambda one: one.share)
        return Note("summary_volumes", (), first_share(largest.first, largest.share))

    def to_frame(self) -> "pd.DataFrame":
        """Return the ``share`` of the weights under which each alternative is first."""
        import pandas as pd

        index = pd.Index([one.first for one in self.regions], name="alternative", dtype=object)
        return pd.DataFrame({"share": [one.share for one in self.regions]}, index=index)


@checked
def weight_regions(ranking: Ranking, criteria: Sequence[str] | None = None) -> WeightRegions:
    """Return which alternative is first where, as exact convex regions.

    Uncertain cells stand at their headline values.

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
        raise UnsuitableData([Fault("regions_not_linear", ("method",), _method(ranking))])
    w = ranking.weights.values
    total = float(w[chosen].sum())
    if not ranking.order or total <= 0:
        raise UnsuitableData([Fault("regions_nothing", ("criteria",))])
    kept = np.delete(w, chosen) @ np.delete(form.worth, chosen, axis=1).T
    worth = total * form.worth[:, chosen] + kept[:, None]
    return WeightRegions(
        names=ranking.problem.names,
        criteria=tuple(ranking.matrix.criteria[column] for column in chosen),
        total=total,
        present=w[chosen] / total,
        regions=tuple(_regions(worth, ranking.matrix.alternatives)),
    )


def _chosen(ranking: Ranking, criteria: Sequence[str] | None) -> list[int]:
    """Return the columns of the criteria; the heaviest in the problem's order where none is named.

    Raises
    ------
    InvalidSensitivity
        They are not two or three different ones of the problem.
    """
    known = ranking.matrix.criteria
    if criteria is None:
        heaviest = np.argsort(-ranking.weights.values, kind="stable")[:MOST]
        columns: list[int] = sorted(heaviest.tolist())
    else:
        faults = [
            Fault("unknown_criterion", ("criteria", k), {"criterion": name, "known": known})
            for k, name in enumerate(criteria)
            if name not in known
        ]
        if faults:
            raise InvalidSensitivity(faults)
        columns = [known.index(name) for name in criteria]
    if not FEWEST <= len(columns) <= MOST or len({*columns}) < len(columns):
        raise InvalidSensitivity(
            [Fault("regions_criteria", ("criteria",), {"count": len(columns)})]
        )
    return columns


def _method(ranking: Ranking) -> dict[str, str]:
    return {"method": ranking.method.name}


def _regions(worth: FloatArray, ids: Sequence[str]) -> Iterator[WeightRegion]:
    """Yield the regions of those that are first anywhere, by what each corner is worth to all."""
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
            corners = _around(np.where(np.abs(exact) <= LEVEL, 0.0, exact))
            yield WeightRegion(first=ids[row], share=_share(corners), corners=corners)


def _around(corners: FloatArray) -> FloatArray:
    """Return corners in the order of the edge; of a stretch from more of the first to less."""
    if corners.shape[1] == FEWEST:
        return corners[np.argsort(-corners[:, 0])]
    x, y = (corners - corners.mean(axis=0))[:, :2].T
    return corners[np.argsort(np.arctan2(y, x))]


def _share(corners: FloatArray) -> float:
    """Return the share of all weights inside the edge: twice the area, of a stretch the length."""
    if corners.shape[1] == FEWEST:
        return float(np.ptp(corners[:, 0]))
    x, y = corners[:, 0], corners[:, 1]
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)))
