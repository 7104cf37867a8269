"""Weightings side by side on the same alternatives."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from mcda import plot
from mcda.arguments import checked, seed_from
from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights, Note, UnsuitableData, error_path
from mcda.method import Method
from mcda.parks import Appraisal
from mcda.parks.rated_problem import beside
from mcda.prepare.unknowns import Unknowns
from mcda.problem import Problem
from mcda.ranking import Ranking, rank
from mcda.robust.acceptability import DEFAULT_SEED
from mcda.robust.agreement import kendall_taus
from mcda.robust.verdict import FirstPlace, first_place
from mcda.table import Tabular
from mcda.texts import Names
from mcda.weight_vector import WeightVector
from weights.comparison.agreement import WeightAgreement, agreements
from weights.comparison.camps import Camp, camps, headline
from weights.comparison.concordance import between_names, weight_distances
from weights.comparison.disagreement import Disagreement, disagreements
from weights.comparison.regions import WinnerRegions, winner_regions
from weights.comparison.regret import Consensus, consensus
from weights.comparison.winner_gaps import WinnerGap, winner_gaps
from weights.rank_correlation import spearman
from weights.weightings import Spec, is_stated, resolve, statement_of, weighting_of

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Comparison(Tabular):
    """What ``s`` weightings say of the same ``m`` alternatives on ``n`` criteria.

    Parameters
    ----------
    problem, method
        What was asked.
    weightings
        Weights by name.
    values
        ``(s, n)``, in the order of the names and of the problem's criteria.
    scores
        ``(s, m)``, as the method defines them.
    ranks
        ``(s, m)``, competition ranks, 1 = best.
    order
        ``(s, m)``, rows of the problem from best to worst; ties keep the problem's order.
    kendall_tau
        Rank correlation tau-b in -1..1 of every two; 0 where one ranks nothing apart.
    spearman_rho
        Rank correlation of every two by their average ranks, in -1..1; 0 likewise.
    weight_distance
        Share of weight moved between every two, half the sum of absolute differences, in 0..1.
    winner_regions
        Who is first on the straight way between every two.
    consensus
        The alternative of least greatest regret, and who objects.
    disagreement
        For every two without a common winner: which criteria's weights explain it.
    camps
        Weightings by their first place, the largest camp first.
    agreements
        For every two, on which criteria their weights are alike and where they lie apart.
    verdicts
        How sure the first place is under each weighting and its own doubt, by name; None with
        fewer than two alternatives.
    winner_gaps
        Under each weighting, how far the winners of the others are behind its own.
    seed
        Of the draws behind the verdicts, and of the orders drawn for a disagreement that is not
        exact.
    notes
        Coded warnings.
    """

    problem: Problem
    method: Method
    weightings: Mapping[str, WeightVector]
    values: FloatArray
    scores: FloatArray
    ranks: npt.NDArray[np.int64]
    order: npt.NDArray[np.intp]
    kendall_tau: Mapping[str, Mapping[str, float]]
    spearman_rho: Mapping[str, Mapping[str, float]]
    weight_distance: Mapping[str, Mapping[str, float]]
    winner_regions: tuple[WinnerRegions, ...]
    consensus: Consensus
    disagreement: tuple[Disagreement, ...]
    camps: tuple[Camp, ...]
    agreements: tuple[WeightAgreement, ...]
    verdicts: Mapping[str, FirstPlace | None]
    winner_gaps: tuple[WinnerGap, ...]
    seed: int
    notes: tuple[Note, ...] = ()

    @property
    def plot(self) -> "ComparisonPlots":
        """Charts of the comparison: ``comparison.plot.slopes()``."""
        return ComparisonPlots(self)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the weightings."""
        return tuple(self.weightings)

    @property
    def winners(self) -> Mapping[str, tuple[str, ...]]:
        """All that share rank 1, by weighting."""
        ids = self.problem.alternative_ids
        return _winners(self.names, self.ranks, ids)

    @property
    def sentence(self) -> Note:
        """Who chooses what."""
        return headline(self.camps)

    @property
    def _names(self) -> Names:
        return self.problem.names

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """Return winner, word, share and ranks by weighting, and the consensus."""
        frame = self.to_frame()
        rows = frame.astype(object).where(frame.notna(), None).to_dict("index")
        return {"weightings": rows, "consensus": self.consensus.alternative}

    def to_frame(self) -> "pd.DataFrame":
        """Return a row a weighting: ``winner``, ``word``, ``share_first``, then all ranks.

        The winner is the first of the order, the word and the share are those of its verdict. The
        ranks have a column for each of the ``m`` alternatives, in the problem's order.
        """
        import pandas as pd

        index = pd.Index(self.names, name="weighting", dtype=object)
        ids, sure = self.problem.alternative_ids, list(self.verdicts.values())
        head = {
            "winner": np.array([ids[row[0]] for row in self.order.tolist()], dtype=object),
            "word": np.array([None if one is None else one.word for one in sure], dtype=object),
            "share_first": np.array(
                [np.nan if one is None else one.share_first for one in sure], dtype=float
            ),
        }
        ranks = pd.DataFrame(self.ranks, index=index, columns=list(ids))
        # Joined, not assigned: an alternative may itself be called "word".
        return pd.concat([pd.DataFrame(head, index=index), ranks], axis=1)

    def weights_frame(self) -> "pd.DataFrame":
        """Return weights, one column a weighting; columns sum to 1.

        Its ``n`` criteria become the index.
        """
        import pandas as pd

        index = pd.Index(self.problem.criterion_ids, name="criterion", dtype=object)
        columns = pd.Index(self.names, name="weighting", dtype=object)
        return pd.DataFrame(self.values.T, index=index, columns=columns)

    def gaps_frame(self) -> "pd.DataFrame":
        """Return one row for every `WinnerGap`.

        The weighting and the alternative become the index. Columns: ``first``, ``wanted_by``
        (names with commas), ``gap``, then the part of each criterion; they are missing where the
        method declares no attribution.
        """
        import pandas as pd

        found, criteria = self.winner_gaps, list(self.problem.criterion_ids)
        index = pd.MultiIndex.from_tuples(
            [(item.under, item.alternative) for item in found], names=["under", "alternative"]
        )
        head = {
            "first": np.array([item.first for item in found], dtype=object),
            "wanted_by": np.array([", ".join(item.wanted_by) for item in found], dtype=object),
            "gap": np.array([item.gap for item in found], dtype=float),
        }
        values = [[(item.gaps or {}).get(key, np.nan) for key in criteria] for item in found]
        parts = pd.DataFrame(
            np.array(values, dtype=float).reshape(len(found), len(criteria)),
            index=index,
            columns=criteria,
        )
        return pd.concat([pd.DataFrame(head, index=index), parts], axis=1)

    def disagreement_frame(self) -> "pd.DataFrame":
        """Return one row for every two weightings without a common winner.

        The names of the two become the index. Columns: ``first_winner``, ``second_winner``
        (ids with commas where tied), ``difference``, ``exact``, then the share of each
        criterion.
        """
        import pandas as pd

        found, criteria = self.disagreement, list(self.problem.criterion_ids)
        index = pd.MultiIndex.from_tuples(
            [item.between for item in found], names=["first", "second"]
        )
        head = {
            "first_winner": np.array([", ".join(item.winners[0]) for item in found], dtype=object),
            "second_winner": np.array([", ".join(item.winners[1]) for item in found], dtype=object),
            "difference": np.array([item.difference for item in found], dtype=float),
            "exact": np.array([item.exact for item in found], dtype=bool),
        }
        shares = [[item.shares[criterion] for criterion in criteria] for item in found]
        parts = pd.DataFrame(
            np.array(shares, dtype=float).reshape(len(found), len(criteria)),
            index=index,
            columns=criteria,
        )
        # Joined, not assigned: a criterion may itself be called "exact".
        return pd.concat([pd.DataFrame(head, index=index), parts], axis=1)


class ComparisonPlots(plot.Charts):
    """The charts of a comparison.

    Parameters
    ----------
    comparison
        Whose problem names alternatives and criteria, in the language asked for.
    """

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison

    def slopes(self, *, language: str = "en") -> "alt.LayerChart":
        """Return the ranks of each alternative under all weightings."""
        found, ids = self._comparison, self._comparison.problem.alternative_ids
        rows = [
            {"weighting": name, "alternative": ids[i], "rank": ranks[i], "score": scores[i]}
            for name, order, ranks, scores in zip(
                found.names,
                found.order.tolist(),
                found.ranks.tolist(),
                found.scores.tolist(),
                strict=True,
            )
            for i in order
        ]
        return plot.slopes(rows, plot.ChartNames.of(found.problem, language))

    def weights(self, *, language: str = "en") -> "alt.LayerChart":
        """Return the weights of all weightings side by side, criterion by criterion."""
        found = self._comparison
        rows = [
            {"weighting": name, "criterion": criterion, "weight": weight}
            for name, values in zip(found.names, found.values.tolist(), strict=True)
            for criterion, weight in zip(found.problem.criterion_ids, values, strict=True)
        ]
        return plot.weights(rows, plot.ChartNames.of(found.problem, language))

    def winner_gaps(self, *, language: str = "en") -> "alt.LayerChart":
        """Return how far the winner of each weighting is behind the others' own.

        Raises
        ------
        UnsuitableData
            All agree on the first, or the method declares no attribution.
        """
        found = self._comparison
        rows = [
            {**asdict(gap), "criterion": criterion, "value": value}
            for gap in found.winner_gaps
            for criterion, value in (gap.gaps or {}).items()
        ]
        return plot.winner_gaps(rows, plot.ChartNames.of(found.problem, language))


@checked
def compare(
    problem: Problem,
    weightings: Mapping[str, Spec] | Sequence[Spec],
    method: str | Method | None = None,
    *,
    unknowns: Unknowns = "bounds",
    rng: int | np.random.Generator = DEFAULT_SEED,
    unstated: Collection[str] | None = None,
    **parameters: Any,
) -> Comparison:
    """Rank the alternatives under several weightings and say where and why they part.

    Parameters
    ----------
    problem
        ``m`` alternatives on ``n`` criteria; prepared once for all weightings.
    weightings
        At least two, each as `weights.resolve` takes it, by name; in a list, what is named is
        called so, a profile by its id and anything else by its kind.
    method
        A name of `mcda.METHODS` or a configured method; left out, the problem's own.
    unknowns
        As for `mcda.rank`.
    rng
        Seed or generator of the 2 000 draws behind each verdict; all verdicts have the same. Also
        of orders of criteria where so many weights differ that these are drawn, see
        `weights.comparison.disagreement`.
    unstated
        Names of weightings that are nobody's own priorities, see `weights.weightings.is_stated`;
        left out, those whose statement says so. A vector is taken for stated.
    parameters
        Of the method, when it is given by name.

    Raises
    ------
    InvalidWeights, InvalidJudgements, NotFound
        A statement cannot be used, or fewer than two are given; the place begins with
        ``"weightings"`` and the name.
    InvalidMethod, UnsuitableData, InvalidProblem
        As for `mcda.rank`.

    Examples
    --------
    >>> import mcda, weights
    >>> equal = {"kind": "objective", "scheme": "equal"}
    >>> mine = {"kind": "direct", "values": {"price": 1, "utilities": 3}}
    >>> weights.compare(mcda.example().problem, [equal, mine]).winners
    {'objective': ('west',), 'direct': ('north',)}
    """
    named = weightings if isinstance(weightings, Mapping) else _named(weightings)
    vectors = _vectors(named, problem)
    first = next(iter(vectors.values()))
    ranking = rank(problem, first.with_notes(()), method, unknowns=unknowns, **parameters)
    seed = seed_from(rng)
    if unstated is None:
        unstated = [name for name, spec in named.items() if not _is_stated(spec)]
    return _compared(ranking, vectors, unstated, seed)


def _is_stated(spec: Spec) -> bool:
    return isinstance(spec, WeightVector) or is_stated(statement_of(spec))


def _compared(
    ranking: Ranking, vectors: Mapping[str, WeightVector], unstated: Collection[str], seed: int
) -> Comparison:
    form, names, ids = ranking.prepared, list(vectors), ranking.matrix.alternatives
    by_name = {name: vector.values for name, vector in vectors.items()}
    values = np.array(list(by_name.values()))
    scores = form.scores(values)
    if not np.isfinite(scores).all():
        raise UnsuitableData([Fault("score_not_finite", (), {"method": ranking.method.name})])
    ranks = form.ranks(values, scores)
    order = np.argsort(ranks, axis=1, kind="stable")
    rankings = {
        name: replace(
            ranking,
            weights=vector,
            scores=scores[k],
            ranks=ranks[k],
            order=tuple(order[k].tolist()),
        )
        for k, (name, vector) in enumerate(vectors.items())
    }
    gaps = winner_gaps(rankings)
    agreed = consensus(-scores if form.lower_is_better else scores, ranks, names, ids)
    return Comparison(
        problem=ranking.problem,
        method=ranking.method,
        weightings=vectors,
        values=values,
        scores=scores,
        ranks=ranks,
        order=order,
        kendall_tau=between_names(names, kendall_taus(ranks)),
        spearman_rho=between_names(names, spearman(ranks)),
        weight_distance=between_names(names, weight_distances(values)),
        winner_regions=winner_regions(form, ids, names, values),
        consensus=agreed,
        camps=camps(_winners(names, ranks, ids), agreed.alternative),
        agreements=agreements(names, values, ranking.matrix.criteria),
        disagreement=disagreements(
            form, ranking.matrix, by_name, ranks, np.random.default_rng(seed)
        ),
        verdicts=_verdicts(rankings, unstated, seed),
        winner_gaps=gaps,
        seed=seed,
        notes=(*_notes(vectors), *ranking.notes, *_undivided(ranking.method, gaps)),
    )


def _winners(
    names: Sequence[str], ranks: npt.NDArray[np.int64], ids: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(ids[i] for i in np.flatnonzero(row == 1).tolist())
        for name, row in zip(names, ranks, strict=True)
    }


def _undivided(method: Method, gaps: Sequence[WinnerGap]) -> Iterator[Note]:
    if any(gap.gaps is None for gap in gaps):
        yield Note("no_attribution", ("method",), {"method": method.name})


def _verdicts(
    rankings: Mapping[str, Ranking], unstated: Collection[str], seed: int
) -> dict[str, FirstPlace | None]:
    found = {}
    for name, ranking in rankings.items():
        problem, other = ranking.problem, beside(ranking)
        found[name] = first_place(
            ranking,
            seed=seed,
            stated=name not in unstated,
            unsaid=problem.unsaid if isinstance(problem, Appraisal) else (),
            beside=None if other is None else other.ranking,
        )
    return found


def _notes(vectors: Mapping[str, WeightVector]) -> Iterator[Note]:
    for name, vector in vectors.items():
        for note in vector.notes:
            whose = Note("weighting_named", (), {"name": name})
            yield replace(note.under("weightings", name), within=whose)


def _named(specs: Sequence[Spec]) -> dict[str, Spec]:
    """Return what stands in a list by names of its own; a second one of a name bears a number."""
    found: dict[str, Spec] = {}
    for place, spec in enumerate(specs):
        with error_path("weightings", place):
            name = _name_of(spec)
        again = sum(known == name or known.startswith(f"{name} ") for known in found)
        found[f"{name} {again + 1}" if again else name] = spec
    return found


def _name_of(spec: Spec) -> str:
    if isinstance(spec, str):
        return spec
    if isinstance(spec, WeightVector):
        return str(spec.diagnostics.get("profile", spec.kind))
    statement = statement_of(spec)
    return weighting_of(statement).profile(statement) or statement.kind


def _vectors(weightings: Mapping[str, Spec], problem: Problem) -> dict[str, WeightVector]:
    if len(weightings) < 2:
        fields = {"count": len(weightings)}
        raise InvalidWeights([Fault("weightings_too_few", ("weightings",), fields)])
    found = {}
    for name, spec in weightings.items():
        with error_path("weightings", name):
            found[name] = resolve(spec, problem)
    return found
