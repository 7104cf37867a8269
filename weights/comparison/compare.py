"""Comparison of weightings on the same alternatives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
from mcda.plain import between_names
from mcda.prepare.missing_values import Unknowns
from mcda.problem import Problem
from mcda.ranking import Ranking, rank
from mcda.robust.acceptability import DEFAULT_SEED
from mcda.robust.agreement import kendall_taus
from mcda.robust.decision import Decision, decision
from mcda.robust.verdict import FIRST_SAMPLES, FirstPlace, first_place
from mcda.table import Tabular
from mcda.texts import Names
from mcda.weight_vector import WeightVector
from weights.comparison.camps import Camp, camps, headline
from weights.comparison.disagreement import Disagreement, disagreements
from weights.comparison.regret import Consensus, consensus
from weights.weightings import Spec, resolve, statement_of, weighting_of

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Comparison(Tabular):
    """The results of ``s`` weightings on the same ``m`` alternatives and ``n`` criteria."""

    problem: Problem
    """What was asked."""
    method: Method
    """What was asked."""
    weightings: Mapping[str, WeightVector]
    """Weights by name."""
    values: FloatArray
    """``(s, n)``, in the order of the names and of the problem's criteria."""
    scores: FloatArray
    """``(s, m)``, as the method defines them."""
    ranks: npt.NDArray[np.int64]
    """``(s, m)``, competition ranks, 1 = best."""
    order: npt.NDArray[np.intp]
    """``(s, m)``, rows of the problem from best to worst; ties keep the problem's order."""
    kendall_tau: Mapping[str, Mapping[str, float]]
    """Rank correlation tau-b in -1..1 of every two; 0 where one ranks nothing apart."""
    weight_distance: Mapping[str, Mapping[str, float]]
    """Share of weight moved between every two, half the sum of absolute differences, in 0..1."""
    consensus: Consensus
    """The alternative of least greatest regret, and who objects."""
    disagreement: tuple[Disagreement, ...]
    """For every two without a common winner: which criteria's weights explain it."""
    camps: tuple[Camp, ...]
    """Weightings by their first place, the largest camp first."""
    decisions: Mapping[str, Decision | None]
    """What to do under each weighting, by name; None where worth does not add up on fixed
    scales."""
    verdicts: Mapping[str, FirstPlace | None]
    """How sure the first place is under each weighting and its own doubt, by name; None beside a
    decision and with fewer than two alternatives."""
    seed: int
    """Of the draws behind decisions and verdicts, and of the orders drawn for a disagreement that
    is not exact."""
    notes: tuple[Note, ...] = ()
    """Coded warnings."""

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
        """The alternatives that share rank 1, by weighting."""
        return _winners(self.names, self.ranks, self.problem.alternative_ids)

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
        """Return one row per weighting: ``winner``, ``word``, ``loss``, ``share_first``, all ranks.

        The winner is the first of the order. Word and loss are those of its decision, word and
        share those of its verdict where there is no decision. The ranks have a column for each of
        the ``m`` alternatives, in the problem's order.
        """
        import pandas as pd

        index = pd.Index(self.names, name="weighting", dtype=object)
        ids, verdicts = self.problem.alternative_ids, self.verdicts.values()
        conclusions = [self.decisions[name] or self.verdicts[name] for name in self.names]
        losses = [None if each is None else each.loss for each in self.decisions.values()]
        head = {
            "winner": np.array([ids[row[0]] for row in self.order.tolist()], dtype=object),
            "word": np.array([each and each.word for each in conclusions], dtype=object),
            "loss": np.array([np.nan if each is None else each.points for each in losses]),
            "share_first": np.array(
                [np.nan if each is None else each.share_first for each in verdicts]
            ),
        }
        ranks = pd.DataFrame(self.ranks, index=index, columns=list(ids))
        # Joined, not assigned: an alternative may itself be called "word".
        return pd.concat([pd.DataFrame(head, index=index), ranks], axis=1)

    def disagreement_frame(self) -> "pd.DataFrame":
        """Return one row for every two weightings without a common winner.

        The names of the two become the index. Columns: ``first_winner``, ``second_winner``
        (ids with commas where tied), ``difference``, ``exact``, then the share of each
        criterion.
        """
        import pandas as pd

        pairs, criteria = self.disagreement, list(self.problem.criterion_ids)
        index = pd.MultiIndex.from_tuples(
            [item.between for item in pairs], names=["first", "second"]
        )
        head = {
            "first_winner": np.array([", ".join(item.winners[0]) for item in pairs], dtype=object),
            "second_winner": np.array([", ".join(item.winners[1]) for item in pairs], dtype=object),
            "difference": np.array([item.difference for item in pairs], dtype=float),
            "exact": np.array([item.exact for item in pairs], dtype=bool),
        }
        shares = [[item.shares[criterion] for criterion in criteria] for item in pairs]
        parts = pd.DataFrame(
            np.array(shares, dtype=float).reshape(len(pairs), len(criteria)),
            index=index,
            columns=criteria,
        )
        # Joined, not assigned: a criterion may itself be called "exact".
        return pd.concat([pd.DataFrame(head, index=index), parts], axis=1)


class ComparisonPlots(plot.Charts):
    """The charts of a comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison

    def slopes(self, *, language: str = "en") -> "alt.LayerChart":
        """Return the ranks of each alternative under all weightings."""
        comparison, ids = self._comparison, self._comparison.problem.alternative_ids
        rows = [
            {"weighting": name, "alternative": ids[i], "rank": ranks[i], "score": scores[i]}
            for name, order, ranks, scores in zip(
                comparison.names,
                comparison.order.tolist(),
                comparison.ranks.tolist(),
                comparison.scores.tolist(),
                strict=True,
            )
            for i in order
        ]
        return plot.slopes(rows, plot.ChartNames.of(comparison.problem, language))

    def weights(self, *, language: str = "en") -> "alt.LayerChart":
        """Return the weights of all weightings side by side, criterion by criterion."""
        comparison = self._comparison
        rows = [
            {"weighting": name, "criterion": criterion, "weight": weight}
            for name, values in zip(comparison.names, comparison.values.tolist(), strict=True)
            for criterion, weight in zip(comparison.problem.criterion_ids, values, strict=True)
        ]
        return plot.weights(rows, plot.ChartNames.of(comparison.problem, language))


@checked
def compare(
    problem: Problem,
    weightings: Mapping[str, Spec] | Sequence[Spec],
    method: str | Method | None = None,
    *,
    unknowns: Unknowns = "bounds",
    rng: int | np.random.Generator = DEFAULT_SEED,
    **parameters: Any,
) -> Comparison:
    """Rank the alternatives under several weightings, and explain where and why they differ.

    Parameters
    ----------
    problem
        ``m`` alternatives on ``n`` criteria; prepared once for all weightings.
    weightings
        At least two, each as for `weights.resolve`, by name; in a list, a text is its own name,
        a profile is named by its id and any other statement by its kind.
    method
        A name of `mcda.METHODS` or a configured method; left out, the problem's own.
    unknowns
        As for `mcda.rank`.
    rng
        Seed or generator of the 2 000 draws behind each decision or verdict; all have the same.
        Also of orders of criteria where so many weights differ that these are drawn, see
        `weights.comparison.disagreement`.
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
    specs = weightings if isinstance(weightings, Mapping) else _named(weightings)
    if len(specs) < 2:
        raise InvalidWeights.at("weightings_too_few", "weightings", count=len(specs))
    vectors: dict[str, WeightVector] = {}
    for name, spec in specs.items():
        with error_path("weightings", name):
            vectors[name] = resolve(spec, problem)
    first = next(iter(vectors.values()))
    ranking = rank(problem, first.with_notes(()), method, unknowns=unknowns, **parameters)
    seed = seed_from(rng)
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
    notes = [
        replace(note.under("weightings", name), within=Note("weighting_named", (), {"name": name}))
        for name, vector in vectors.items()
        for note in vector.notes
    ]
    decisions = {name: decision(each, FIRST_SAMPLES, seed) for name, each in rankings.items()}
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
        weight_distance=between_names(names, weight_distances(values)),
        consensus=agreed,
        camps=camps(_winners(names, ranks, ids), agreed.alternative),
        disagreement=disagreements(
            form, ranking.matrix, by_name, ranks, np.random.default_rng(seed)
        ),
        decisions=decisions,
        verdicts={
            name: None if decisions[name] else _verdict(each, seed)
            for name, each in rankings.items()
        },
        seed=seed,
        notes=(*notes, *ranking.notes),
    )


def _winners(
    names: Sequence[str], ranks: npt.NDArray[np.int64], ids: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(ids[i] for i in np.flatnonzero(row == 1).tolist())
        for name, row in zip(names, ranks, strict=True)
    }


def _verdict(ranking: Ranking, seed: int) -> FirstPlace | None:
    problem, other = ranking.problem, beside(ranking)
    return first_place(
        ranking,
        seed=seed,
        unsaid=problem.unsaid if isinstance(problem, Appraisal) else (),
        beside=None if other is None else other.ranking,
    )


def _named(specs: Sequence[Spec]) -> dict[str, Spec]:
    """Return listed statements by names of their own; a repeated name gets a number."""
    by_name: dict[str, Spec] = {}
    for place, spec in enumerate(specs):
        with error_path("weightings", place):
            if isinstance(spec, str):
                name = spec
            elif isinstance(spec, WeightVector):
                name = str(spec.diagnostics.get("profile", spec.kind))
            else:
                statement = statement_of(spec)
                name = weighting_of(statement).profile(statement) or statement.kind
        again = sum(earlier == name or earlier.startswith(f"{name} ") for earlier in by_name)
        by_name[f"{name} {again + 1}" if again else name] = spec
    return by_name


def weight_distances(values: FloatArray) -> FloatArray:
    """Return half the sum of absolute differences of every two weightings, in 0..1.

    Shapes: `values` ``(s, n)``; returned ``(s, s)``.
    """
    return np.asarray(0.5 * np.abs(values[:, None, :] - values[None, :, :]).sum(axis=2))
