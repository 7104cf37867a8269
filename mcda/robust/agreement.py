"""Whether other methods give the same ranking for the same problem and weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np
import numpy.typing as npt

from mcda.arguments import checked
from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidMethod, InvalidProblem, Note, UnsuitableData
from mcda.method import Method, Prepared
from mcda.methods import METHODS
from mcda.plain import UNTOLD
from mcda.prepare.missing_values import headline
from mcda.ranking import Ranking, method_for
from mcda.table import RankingTable, first_share

if TYPE_CHECKING:
    import pandas as pd


class RespecifiedMethod(NamedTuple):
    """A method prepared on the alternatives of a ranking."""

    prepared: Prepared
    """The method on these data."""
    ranks: npt.NDArray[np.int64]
    """Competition ranks ``(s, m)``, 1 = best, for the ``s`` weightings asked."""


def respecify(ranking: Ranking, method: Method, weights: FloatArray) -> RespecifiedMethod:
    """Rank the alternatives of a ranking by another method, prepared once for all weightings.

    Uncertain cells keep their headline; excluded alternatives are omitted. Shapes: `weights`
    ``(s, n)``.

    Raises
    ------
    UnsuitableData
        The method cannot take the data, or gives no finite score.
    InvalidProblem
        The method reads an unknown cell without bounds.
    InvalidMethod
        The method's parameters name other criteria.
    """
    matrix, unused = ranking.matrix, method.unused_columns(ranking.matrix.criteria)
    if unused != ranking.method.unused_columns(ranking.matrix.criteria):
        matrix = headline(ranking.problem, unused=unused).matrix  # with the cells that it reads
    prepared = method.prepared(matrix)
    scores = prepared.scores(weights)
    if not np.isfinite(scores).all():
        raise UnsuitableData([Fault("score_not_finite", (), {"method": method.name})])
    return RespecifiedMethod(prepared, prepared.ranks(weights, scores))


Ranks = npt.NDArray[np.int64]
DEFAULT_METHODS = ("topsis", "ahp", "weighted_sum", "promethee2")
_TILE = 1_000_000  # signs of pairs held together


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Agreement(RankingTable):
    """Rankings by several methods side by side.

    Examples
    --------
    >>> import mcda
    >>> found = mcda.robust.agreement(mcda.example(), ["topsis", "promethee2"])
    >>> found.to_frame()["promethee2"].to_list()
    ['west', 'north', 'south']
    """

    rankings: Mapping[str, tuple[str, ...]]
    """Ids from best to worst, by method; ties keep the problem's order."""
    ranks: Mapping[str, Mapping[str, int]]
    """Competition rank of each alternative, by method: what is tied shares a rank."""
    winner_share: Mapping[str, float]
    """Share of the methods that put an alternative first; a tie is split."""
    kendall_tau: Mapping[str, Mapping[str, float]]
    """Rank correlation tau-b in -1..1 of every two methods; 0 where one ranks nothing apart."""
    unavailable: Annotated[Mapping[str, Note], UNTOLD]
    """Why a method could not take these data."""

    @property
    def sentence(self) -> Note:
        """Who is first under most methods."""
        first = max(self.winner_share, key=self.winner_share.__getitem__)
        fields = first_share(first, self.winner_share[first])
        return Note("summary_agreement", (), {**fields, "count": len(self.rankings)})

    def to_frame(self) -> "pd.DataFrame":
        """Return the alternatives from best to worst, one column per method.

        Rankings of the same alternatives; the index counts the ``place`` from 1.
        """
        import pandas as pd

        length = max(map(len, self.rankings.values()), default=0)
        columns = {name: list(ids) for name, ids in self.rankings.items()}
        index = pd.RangeIndex(1, length + 1, name="place")
        return pd.DataFrame(columns, index=index, dtype=object)


@checked
def agreement(ranking: Ranking, methods: Sequence[str] = DEFAULT_METHODS) -> Agreement:
    """Rank the same problem with the same weights by other methods.

    The ranking's own method comes first and keeps its parameters; the others have their defaults
    and the conventions of the problem, see `mcda.ranking.method_for`.

    Parameters
    ----------
    ranking
        A ranking.
    methods
        Names of `mcda.methods.METHODS`.

    Raises
    ------
    InvalidMethod
        An unknown name.

    Examples
    --------
    >>> import mcda
    >>> found = mcda.robust.agreement(mcda.example(), ["topsis", "promethee2"])
    >>> found.winner_share
    {'west': 1.0}
    """
    check_names(methods)
    own = ranking.method.name
    ranked: dict[str, Ranks] = {own: ranking.ranks}
    unavailable: dict[str, Note] = {}
    weights = ranking.weights.values[None]
    for name in dict.fromkeys(methods if ranking.order else ()):
        if name == own:
            continue
        try:
            ranked[name] = respecify(ranking, method_for(ranking.problem, name), weights).ranks[0]
        except (UnsuitableData, InvalidProblem) as error:
            unavailable[name] = error.faults[0]
    ids, ranks = ranking.matrix.alternatives, np.array(list(ranked.values()))
    taus = kendall_taus(ranks).tolist()
    share = winner_shares(ranks).tolist()
    return Agreement(
        names=ranking.problem.names,
        rankings={
            name: tuple([ids[i] for i in row])
            for name, row in zip(ranked, np.argsort(ranks, 1, kind="stable").tolist(), strict=True)
        },
        ranks={
            name: dict(zip(ids, row, strict=True))
            for name, row in zip(ranked, ranks.tolist(), strict=True)
        },
        winner_share={name: part for name, part in zip(ids, share, strict=True) if part > 0},
        kendall_tau={
            a: {b: tau for b, tau in zip(ranked, row, strict=True) if b != a}
            for a, row in zip(ranked, taus, strict=True)
        },
        unavailable=unavailable,
    )


def winner_shares(ranks: Ranks) -> FloatArray:
    """Return the share of rankings ``(s, m)`` that put each row first, ``(m,)``; ties are split."""
    first = ranks == 1
    return np.asarray((first / first.sum(axis=1, keepdims=True)).mean(axis=0))


def check_names(methods: Sequence[str | Method]) -> None:
    """Refuse items that are neither methods nor names of methods.

    Raises
    ------
    InvalidMethod
        With one fault for each unknown name, at its place.
    """
    faults = [
        Fault("unknown_method", (place,), {"method": str(name), "known": tuple(METHODS)})
        for place, name in enumerate(methods)
        if not isinstance(name, Method) and name not in METHODS
    ]
    InvalidMethod.raise_any(faults)


def kendall_tau(x: Ranks, y: Ranks) -> float:
    """Return Kendall's tau-b of two rank vectors ``(m,)``, in -1..1; 0 where one is constant."""
    return float(kendall_to(x, y[None])[0])


def kendall_to(base: Ranks, ranks: Ranks) -> FloatArray:
    r"""Return Kendall's tau-b of one ranking with each of many, in -1..1; 0 where one is constant.

    .. math:: \tau_b = \frac{C - D}{\sqrt{(C + D + T_x)(C + D + T_y)}}

    over all pairs of alternatives: C in the same order, D in the opposite one, T tied in the
    other ranking only.

    Shapes: `base` ``(m,)``; `ranks` ``(s, m)``; returned ``(s,)``.

    References
    ----------
    Kendall, M. G. (1945). The treatment of ties in ranking problems. Biometrika 33(3), 239-251.
    doi:10.1093/biomet/33.3.239
    """
    own = _signs(base[None])[:, 0]
    step = max(_TILE // max(len(own), 1), 1)
    tau = np.empty(len(ranks))
    for at in range(0, len(ranks), step):
        signs = _signs(ranks[at : at + step])
        apart = np.einsum("ps,ps->s", signs, signs) * (own @ own)
        tau[at : at + step] = _over(own @ signs, apart)
    return tau


def kendall_taus(ranks: Ranks) -> FloatArray:
    r"""Return Kendall's tau-b of every two rankings, in -1..1; 0 where one ranks nothing apart.

    .. math:: \tau_b = \frac{C - D}{\sqrt{(C + D + T_x)(C + D + T_y)}}

    over all pairs of alternatives: C in the same order, D in the opposite one, T tied in the
    other ranking only. All rankings at once are one product of a matrix of signs with itself.

    Shapes: `ranks` ``(s, m)``; returned ``(s, s)``.

    References
    ----------
    Kendall, M. G. (1945). The treatment of ties in ranking problems. Biometrika 33(3), 239-251.
    doi:10.1093/biomet/33.3.239
    """
    signs = _signs(ranks)
    agreed = signs.T @ signs
    apart = agreed.diagonal()
    return _over(agreed, np.outer(apart, apart))


def _over(agreed: FloatArray, squared: FloatArray) -> FloatArray:
    size = np.sqrt(squared)
    return np.asarray(np.where(size > 0, agreed / np.where(size > 0, size, 1.0), 0.0))


def _signs(ranks: Ranks) -> FloatArray:
    """Return for every pair which of the two is ahead, ``(m (m - 1) / 2, s)``."""
    i, l = np.triu_indices(ranks.shape[1], 1)  # noqa: E741 - a pair (i, l), as elsewhere
    places = ranks.T.astype(np.float64)
    return np.sign(places[l] - places[i])
