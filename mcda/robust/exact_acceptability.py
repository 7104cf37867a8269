"""Exact acceptability from volumes of sets of weights, for methods linear in the weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from mcda.arguments import checked
from mcda.cells import FloatArray
from mcda.errors import Fault, Note, UnsuitableData
from mcda.polytope import Polytope, PolytopePart
from mcda.ranking import Ranking
from mcda.robust.draws import weights_to_draw
from mcda.table import RankingTable, first_share

if TYPE_CHECKING:
    import pandas as pd

Integers = npt.NDArray[np.intp]
MOST_CRITERIA = 7
ALL_RANKS_UP_TO = 6  # alternatives; more have too many orders to go through
_SAME = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ExactAcceptability(RankingTable):
    """Indices of stochastic multicriteria acceptability analysis as shares of a volume.

    Examples
    --------
    >>> import mcda
    >>> found = mcda.robust.exact_acceptability(mcda.example(doubt=False), spread="any")
    >>> found.to_frame()["first"].round(4).to_dict()
    {'north': 0.3333, 'south': 0.0, 'west': 0.6667}
    """

    alternatives: tuple[str, ...]
    """Ids in the problem's order, ``m`` and ``n``."""
    criteria: tuple[str, ...]
    """Ids in the problem's order, ``m`` and ``n``."""
    drawn_from: Mapping[str, Any]
    """The set of weights: its name and parameters."""
    first_shares: FloatArray
    """``(m,)``: share of the weights under which each is first. They sum to 1 unless alternatives
    are level under all weights."""
    rank_shares: FloatArray | None
    """``(m, m)``: likewise by rank, best first; None with more than six alternatives."""
    central_weights: FloatArray
    """``(m, n)``: centre of the weights under which each is first; 0 where never first."""
    pairwise: FloatArray
    """``(m, m)``: share of the weights under which the row is better than the column."""

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """Return the set of weights, and the shares by alternative."""
        frame = self.to_frame()
        rows = frame.astype(object).where(frame.notna(), None).to_dict("index")
        return {"drawn_from": dict(self.drawn_from), "alternatives": rows}

    @property
    def sentence(self) -> Note:
        """Who is first for most weights."""
        row = int(self.first_shares.argmax())
        fields = first_share(self.alternatives[row], float(self.first_shares[row]))
        return Note("summary_volumes", (), fields)

    def to_frame(self) -> "pd.DataFrame":
        """Return the exact share of first ranks and the central weights of each alternative.

        Alternatives become the index in the problem's order. Columns: ``first``, and each
        criterion's central weight; NaN where an alternative is never first.
        """
        import pandas as pd

        index = pd.Index(self.alternatives, name="alternative", dtype=object)
        central = np.where(self.first_shares[:, None] > 0, self.central_weights, np.nan)
        first = pd.DataFrame({"first": self.first_shares}, index=index)
        # Joined, not assigned: a criterion may itself be called "first".
        parts = pd.DataFrame(central, index=index, columns=list(self.criteria))
        return pd.concat([first, parts], axis=1)


@checked
def exact_acceptability(
    ranking: Ranking, spread: float | Literal["any"] | None = None
) -> ExactAcceptability | None:
    r"""Return acceptability indices exactly.

    Alternative i is first on the polytope :math:`\{w \in W : (l_i - l_k) w \ge 0\ \forall k\}`,
    whose share of the volume of W is its first-rank acceptability and whose centroid is its
    central weights. Volumes come from a division into simplices and are accurate to about 1e-9.

    Parameters
    ----------
    ranking
        A ranking by a method linear in the weights, without uncertain cells, on up to seven
        criteria with weight.
    spread
        Of the weights, as in `mcda.robust.acceptability`; the set must be one that is drawn from
        uniformly and bounded by linear inequalities.

    Returns
    -------
    ExactAcceptability or None
        None with fewer than two alternatives.

    Raises
    ------
    UnsuitableData
        The ranking does not meet these conditions; the fault says which.

    References
    ----------
    Lahdelma, R. & Salminen, P. (2001). SMAA-2: stochastic multicriteria acceptability analysis
    for group decision making. Operations Research 49(3), 444-454. doi:10.1287/opre.49.3.444.11220

    Examples
    --------
    >>> import mcda
    >>> found = mcda.robust.exact_acceptability(mcda.example(doubt=False), spread="any")
    >>> found.first_shares.round(4).tolist()
    [0.3333, 0.0, 0.6667]
    """
    if len(ranking.order) < 2:
        return None
    open_ = weights_to_draw(ranking.weights, spread)
    bounds, worth = open_.halfspaces(), ranking.prepared.worth
    if worth is None:
        raise UnsuitableData([Fault("volumes_not_linear")])
    if ranking.spreads:
        raise UnsuitableData([Fault("volumes_uncertain_cells")])
    if bounds is None:
        raise UnsuitableData([Fault("volumes_no_polytope")])
    whole = Polytope(*bounds).part()
    if whole is None or whole.corners.dimension >= MOST_CRITERIA:
        raise UnsuitableData.at("volumes_many_criteria", limit=MOST_CRITERIA)
    volumes = _Volumes.of(worth, whole)
    first, central = volumes.first()
    kinds, each = volumes.kinds, volumes.each
    ranks = volumes.ranks() if len(worth) <= ALL_RANKS_UP_TO else None
    return ExactAcceptability(
        names=ranking.problem.names,
        alternatives=ranking.matrix.alternatives,
        criteria=ranking.matrix.criteria,
        drawn_from={"name": open_.name, **open_.facts},
        first_shares=first[each],
        rank_shares=None if ranks is None else ranks[each],
        central_weights=central[each],
        pairwise=volumes.pairwise(range(len(kinds)))[np.ix_(each, each)],
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Volumes:
    """Shares of a set of weights, for alternatives that are not level in the whole set."""

    whole: PolytopePart
    """The set."""
    size: float
    """Its volume."""
    kinds: FloatArray
    """Worth of each kind of alternative, ``(k, n)``; those of a kind are level everywhere."""
    each: Integers
    """Kind of each alternative, ``(m,)``, and alternatives of each kind, ``(k,)``."""
    counts: Integers
    """Kind of each alternative, ``(m,)``, and alternatives of each kind, ``(k,)``."""

    @classmethod
    def of(cls, worth: FloatArray, whole: PolytopePart) -> "_Volumes":
        keys = worth @ whole.weights.T
        keys = np.round(keys / (np.abs(keys).max() or 1.0) / _SAME)
        _, where, each, counts = np.unique(
            keys, axis=0, return_index=True, return_inverse=True, return_counts=True
        )
        size, _ = _measured(whole)
        return cls(whole, size, worth[where], each.ravel(), counts)

    def best(self, part: PolytopePart, kind: int, among: Sequence[int]) -> PolytopePart | None:
        """Return the part in which a kind is the best of ``among``; None if it has no volume."""
        region: PolytopePart | None = part
        for other in among:
            if other != kind and region is not None:
                region = region.above(self.kinds[kind] - self.kinds[other])
        return region

    def first(self) -> tuple[FloatArray, FloatArray]:
        """Return first-rank shares ``(k,)`` and central weights ``(k, n)``."""
        every = range(len(self.kinds))
        shares, central = np.zeros(len(every)), np.zeros_like(self.kinds)
        for kind in every:
            part = self.best(self.whole, kind, every)
            if part is not None:
                volume, central[kind] = _measured(part)
                shares[kind] = volume / self.size
        return shares, central

    def pairwise(self, every: Sequence[int]) -> FloatArray:
        """Return winning shares ``(k, k)``."""
        shares = np.zeros((len(every), len(every)))
        for kind in every:
            for other in every[:kind]:
                part = self.best(self.whole, kind, (other,))
                shares[kind, other] = 0.0 if part is None else _measured(part)[0] / self.size
                shares[other, kind] = 1.0 - shares[kind, other]
        return shares

    def ranks(self) -> FloatArray:
        """Return rank shares ``(k, m)``: best first, then the best of the rest, and so on."""
        shares = np.zeros((len(self.kinds), len(self.each)))
        stack: list[tuple[PolytopePart, int, tuple[int, ...]]] = [
            (self.whole, 0, (*range(len(shares)),))
        ]
        while stack:
            part, ahead, rest = stack.pop()
            for kind in rest:
                here = self.best(part, kind, rest)
                if here is not None:
                    shares[kind, ahead] += _measured(here)[0] / self.size
                    others = tuple(other for other in rest if other != kind)
                    stack.append((here, ahead + int(self.counts[kind]), others))
        return shares


def _measured(part: PolytopePart) -> tuple[float, FloatArray]:
    """Return volume and centroid."""
    pieces = part.measured()
    if pieces is None:
        raise UnsuitableData([Fault("volumes_blurred")])
    mean = pieces.centroid(part.weights)
    return float(pieces.volumes.sum()), np.asarray(mean / mean.sum())
