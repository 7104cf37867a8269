"""Charts of results: one function per question, for notebooks, pages and reports.

Each takes plain rows, or a frame, with names and a language, and returns an Altair chart.
Altair is loaded when the first chart is made.

>>> import mcda
>>> problem = mcda.Problem(
...     criteria=[mcda.Criterion(id="price", direction="cost"),
...               mcda.Criterion(id="utilities", direction="benefit")],
...     alternatives=[mcda.Alternative(id="north"), mcda.Alternative(id="south")],
...     performances=[[160, 5], [mcda.Interval(low=85, high=140), 3]])
>>> weights = mcda.WeightVector.normalised(problem.criterion_ids, {"price": 2, "utilities": 1})
>>> ranking = mcda.rank(problem, weights, method="weighted_sum", normalisation="minmax")
>>> ranking.plot.gaps().title["text"]
['Why are the others behind south?']
>>> ranking.plot.stability(language="zh").title["text"]
['各权重变动多少，第一名才会改变？']
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from mcda import explain, robust
from mcda.arguments import checked
from mcda.errors import UnsuitableData
from mcda.parks import Appraisal
from mcda.problem import Problem
from mcda.ranking import Ranking
from mcda.scale import whole_scale

if TYPE_CHECKING:
    import altair as alt

    from mcda.plot.evidence_panels import evidence as evidence
    from mcda.plot.frame import ChartNames as ChartNames
    from mcda.plot.gap_bars import gaps as gaps
    from mcda.plot.rank_lines import slopes as slopes
    from mcda.plot.rank_shares import acceptability as acceptability
    from mcda.plot.region_map import regions as regions
    from mcda.plot.score_bars import ranking as ranking
    from mcda.plot.value_curves import curves as curves
    from mcda.plot.weight_dots import weights as weights
    from mcda.plot.weight_ranges import stability as stability

_HOMES = {
    "ChartNames": "frame",
    "acceptability": "rank_shares",
    "curves": "value_curves",
    "evidence": "evidence_panels",
    "gaps": "gap_bars",
    "ranking": "score_bars",
    "regions": "region_map",
    "slopes": "rank_lines",
    "stability": "weight_ranges",
    "weights": "weight_dots",
}


__all__ = ["ProblemPlots", "RankingPlots", *_HOMES]


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"mcda.plot.{_HOMES[name]}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message, name=name, obj=sys.modules[__name__])


class Charts:
    """Base of collections of charts: ``repr`` lists the names of the charts."""

    def __dir__(self) -> list[str]:
        return [name for name in vars(type(self)) if not name.startswith("_")]

    def __repr__(self) -> str:
        return f"{type(self).__name__}: " + ", ".join(f"{name}()" for name in dir(self))


class RankingPlots(Charts):
    """The charts of a ranking; each computes the analysis that it shows unless one is passed.

    Each raises `UnsuitableData` if there is nothing to draw: with fewer than two alternatives
    (scores and evidence need one), or if the method declares no gaps.

    Parameters
    ----------
    ranking
        Ranking to draw; charts use its names in the requested language.

    Examples
    --------
    >>> import mcda
    >>> mcda.example().plot.gaps().title["text"]
    ['Why are the others behind West?']
    """

    def __init__(self, ranking: Ranking) -> None:
        self._ranking = ranking

    @checked
    def ranking(
        self,
        *,
        language: str = "en",
        drawn: robust.Acceptability | None = None,
        possible: robust.PossibleRanks | None = None,
    ) -> "alt.LayerChart":
        """Return scores, and beside them possible ranks, central ranks and shares of first places.

        Parameters
        ----------
        language
            ``"en"`` or ``"zh"``.
        drawn, possible
            Acceptability and possible ranks, if they are known already.
        """
        from mcda.plot.score_bars import ranking as bars

        ranking = self._ranking
        rows = ranking.to_frame().iloc[:, :2]
        drawn = drawn or robust.acceptability(ranking)
        if drawn is not None:
            ranks = (possible or robust.possible_ranks(ranking)).to_frame()[["best", "worst"]]
            central = robust.central_ranks(drawn).to_frame()[["half_low", "half_high"]]
            first = drawn.to_frame()["rank_1"].rename("share_first")
            rows = rows.join([ranks, central, first])
        return bars(rows, self._names(language))

    @checked
    def gaps(self, found: explain.Gaps | None = None, *, language: str = "en") -> "alt.LayerChart":
        """Return what each criterion adds to the distance of each alternative from the first."""
        from mcda.plot.gap_bars import gaps

        found = found or explain.gaps(self._ranking)
        if found is None:
            raise UnsuitableData.at("chart_nothing", chart="gaps")
        parts = found.to_frame().to_dict("index")
        rows = [
            {**place, "criterion": criterion, "value": value}
            for place in self._places()
            if place["alternative"] != found.first
            for criterion, value in parts[place["alternative"]].items()
        ]
        return gaps(rows, self._names(language), first=found.first)

    @checked
    def acceptability(
        self, found: robust.Acceptability | None = None, *, language: str = "en"
    ) -> "alt.LayerChart":
        """Return how often each alternative takes each rank when weights and data vary."""
        from mcda.plot.rank_shares import acceptability

        found = found or robust.acceptability(self._ranking)
        if found is None:
            raise UnsuitableData.at("chart_nothing", chart="acceptability")
        shares = dict(zip(found.alternatives, found.rank_shares.tolist(), strict=True))
        rows = [
            {**place, "reached": reached, "share": share}
            for place in self._places()
            for reached, share in enumerate(shares[place["alternative"]], 1)
        ]
        return acceptability(rows, self._names(language), samples=found.samples)

    @checked
    def stability(
        self, found: robust.Stability | None = None, *, language: str = "en"
    ) -> "alt.LayerChart":
        """Return how far each weight may move before the first changes."""
        from mcda.plot.weight_ranges import stability

        rows = (found or robust.stability(self._ranking)).to_frame()
        return stability(rows, self._names(language), first=self._ranking.winners)

    @checked
    def regions(
        self,
        criteria: Sequence[str] | None = None,
        found: robust.WeightRegions | None = None,
        *,
        language: str = "en",
    ) -> "alt.LayerChart":
        """Return which alternative is first for each split of weight among two or three criteria.

        Parameters
        ----------
        criteria
            Two or three ids; left out, the criteria of the greatest weights.
        found
            The analysis, if it is known already.
        language
            ``"en"`` or ``"zh"``.

        Raises
        ------
        UnsuitableData, InvalidSensitivity
            As `mcda.robust.weight_regions`: the method is not linear in the weights, for one.
        """
        from mcda.plot.region_map import regions

        found = found or robust.weight_regions(self._ranking, criteria)
        rows = [
            {"alternative": region.first, "share": region.share, "corners": region.corners.tolist()}
            for region in found.regions
        ]
        names, present = self._names(language), found.present.tolist()
        return regions(rows, names, criteria=found.criteria, present=present, total=found.total)

    @checked
    def evidence(self, *, language: str = "en") -> "alt.FacetChart":
        """Return values within their bounds, by grade of the evidence if parks are graded."""
        from mcda.plot.evidence_panels import evidence

        rows = list(_of_problem(self._ranking.problem, self._ranking.order))
        return evidence(rows, self._names(language))

    def _names(self, language: str) -> "ChartNames":
        from mcda.plot.frame import ChartNames

        return ChartNames.of(self._ranking.problem, language)

    def _places(self) -> list[dict[str, Any]]:
        """Return the alternatives with their ranks, from best to worst."""
        ids, ranks = self._ranking.matrix.alternatives, self._ranking.ranks.tolist()
        return [{"alternative": ids[row], "rank": ranks[row]} for row in self._ranking.order]


class ProblemPlots(Charts):
    """The charts of a decision problem.

    Parameters
    ----------
    problem
        Problem to draw; charts use its names in the requested language.

    Examples
    --------
    >>> import mcda
    >>> far = mcda.Criterion(id="port", direction="cost", unit="km", range=(0, 200))
    >>> sites = [mcda.Alternative(id="north")]
    >>> problem = mcda.Problem(criteria=[far], alternatives=sites, performances=[[80]])
    >>> problem.plot.curves().title["text"]
    ['What is a value worth?']
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem

    @checked
    def curves(self, *, language: str = "en") -> "alt.FacetChart":
        """Return the value curve of each criterion with a scale, and the positions of the cells.

        Parameters
        ----------
        language
            ``"en"`` or ``"zh"``.

        Raises
        ------
        UnsuitableData
            No criterion has a scale, see `mcda.Criterion`.
        """
        from mcda.plot.frame import ChartNames
        from mcda.plot.value_curves import curves

        problem = self._problem
        scales = {c.id: scale for c in problem.criteria if (scale := whole_scale(c))}
        rows = []
        for cell in _of_problem(problem, range(len(problem.alternatives))):
            if (scale := scales.get(cell["criterion"])) is not None:
                has_value = cell["value"] is not None
                worth = float(scale.value(np.array(cell["value"]))) if has_value else None
                rows.append({**cell, "worth": worth})
        points = {key: list(zip(scale.x, scale.v, strict=True)) for key, scale in scales.items()}
        return curves(rows, ChartNames.of(problem, language), points=points)


def _of_problem(problem: Problem, order: Iterable[int]) -> Iterator[dict[str, Any]]:
    """Yield the cells of rows in a given order, with their bounds and, if any, grades."""
    for row in order:
        key = problem.alternative_ids[row]
        for column, criterion in enumerate(problem.criteria):
            cell = {"alternative": key, "criterion": criterion.id, "unit": criterion.unit}
            if isinstance(problem, Appraisal):
                fact = problem.evidence[key][criterion.id]
                bounds = {"value": fact.value, "low": fact.low, "high": fact.high}
                yield {**cell, **bounds, "grade": fact.quality and fact.quality.grade}
            else:
                spread = problem.spreads.get((row, column))
                value = float(problem.values[row, column])
                ends = {end: spread and getattr(spread, end) for end in ("low", "high")}
                yield {**cell, **ends, "value": None if isnan(value) else value, "grade": None}
