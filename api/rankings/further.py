"""The parts of an analysis that look at more than the engine's ranking, as asked."""

from typing import Any

from api.rankings.schemas import BudgetModel, MultiverseModel, SensitivityModel
from api.rankings.weightings import resolve_weightings
from api.settings import Settings
from mcda.errors import Fault, LimitExceeded, located
from mcda.explain import explain
from mcda.methods import make_method
from mcda.ranking import Ranking
from mcda.robust import Budget, Multiverse, Stability, budget, multiverse
from mcda.robust.multiverse import defensible_methods
from mcda.robust.multiverse.analysis import OWN
from weights.deciding import judgements_behind
from weights.spec import Statement

_MULTIVERSE = ("sensitivity", "multiverse")


def further(
    ranking: Ranking,
    weights: Statement,
    asked: SensitivityModel,
    stability: Stability | None,
    settings: Settings,
    *,
    computed: bool,
) -> dict[str, Any]:
    """Return the explanation, what decides among judgements, the multiverse and the budget.

    Parameters
    ----------
    ranking
        The answer.
    weights
        The statement behind its weights.
    asked
        What to run.
    stability
        Of the answer, if it is known.
    settings
        For the limits.
    computed
        The problem is not in the request but was made from it.
    """
    several = len(ranking.order) > 1
    return {
        "explanation": explain(ranking, stability=stability)
        if asked.explanation and several
        else None,
        "judgements": judgements_behind(weights, ranking) if asked.judgements else None,
        "multiverse": _multiverse(ranking, asked.multiverse, computed),
        "budget": _budget(ranking, asked, settings),
    }


def _multiverse(
    ranking: Ranking, asked: MultiverseModel | bool, computed: bool
) -> Multiverse | None:
    if asked is False:
        return None
    model = MultiverseModel() if asked is True else asked
    at = (*_MULTIVERSE, "weightings")
    vectors = resolve_weightings(
        model.weightings, ranking.problem, *at, computed=computed, reserved=(OWN,)
    )
    methods = None
    if model.methods is not None:
        methods = []
        for place, item in enumerate(model.methods):
            with located(*_MULTIVERSE, "methods", place):
                given = item.model_dump(include=item.model_fields_set - {"name"})
                methods.append(make_method(item.name, given or None))
    with located(*_MULTIVERSE):
        return multiverse(ranking, methods, vectors)


def _budget(ranking: Ranking, asked: SensitivityModel, settings: Settings) -> Budget | None:
    if asked.budget is False:
        return None
    model = BudgetModel() if asked.budget is True else asked.budget
    if model.samples > settings.max_samples:
        fields = {"count": model.samples, "limit": settings.max_samples}
        path = ("sensitivity", "budget", "samples")
        raise LimitExceeded([Fault("too_many_samples", path, fields)])
    drawn = asked.acceptability
    return budget(
        ranking,
        defensible_methods(ranking.method) if model.methods else (),
        samples=model.samples,
        rng=model.seed,
        spread=None if isinstance(drawn, bool) else drawn.spread,
    )
