"""The short roads from a statement to weights: each says what it found and what it leaves open."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

import numpy as np

from mcda.errors import Fault, InvalidProblem, InvalidWeights, Note
from mcda.polytope import Polytope
from mcda.prepare.unknowns import headline
from mcda.problem import Problem
from weights.best_worst.method import best_worst, slack_polytope
from weights.found import Found
from weights.imprecise import polytope_of
from weights.objective import objective_weights
from weights.profiles import profile
from weights.ranked import weights_of_order
from weights.sets import OrderedWeights
from weights.spec import BestWorst, Direct, Imprecise, Objective, Profile, Ranked, RankScheme, Swing
from weights.swing import swing_weights

_CENTROID_SEED = 7
_WHOLES = (1, 100)
_NEAR = 0.1  # of the whole: what is farther away was never meant to sum to it
_ROUNDED = 0.02  # of the whole: the most that shares rounded by hand may miss
_NOISE = 1e-9  # of sums in floating point


def direct_weights(spec: Direct, problem: Problem | None) -> Found:
    """Return the points as they were given, with a note on shares that miss their whole.

    Points of any sum are as good as any others. Numbers that sum to 1 or 100 but for a tenth were
    meant as shares, and a sum that rounding cannot explain is a slip, or a sum that somebody else
    did not divide by.
    """
    whole = _missed_whole(list(spec.values.values()))
    if whole is None:
        return Found(values=spec.values)
    total = math.fsum(spec.values.values())
    note = Note("weights_normalised", ("values",), {"sum": total, "whole": whole})
    return Found(values=spec.values, diagnostics={"stated_sum": total}, notes=(note,))


def _missed_whole(values: Sequence[float]) -> int | None:
    """Return 1 or 100 where the values are shares of it and do not sum to it, else None."""
    least, most = min(values, default=0.0), max(values, default=0.0)
    for whole in _WHOLES:
        if not 0 <= least <= most < whole:
            continue  # points, where the most important has all of them, or a fault
        total = math.fsum(values)
        if abs(total / whole - 1.0) <= _NEAR + _NOISE:
            # Each share may be off by half a unit of the last decimal that any is given with.
            rounding = min(0.5 * len(values) * 10.0 ** -_decimals(values), _ROUNDED * whole)
            return whole if abs(total - whole) > rounding + _NOISE * whole else None
    return None


def _decimals(values: Sequence[float]) -> int:
    exponents = (Decimal(repr(float(value))).normalize().as_tuple().exponent for value in values)
    return max(0, *(-int(exponent) for exponent in exponents))


def ranked_weights(spec: Ranked, problem: Problem | None) -> Found:
    """Return the weights of an order; any weights in that order are left open."""
    named = [name for group in spec.order for name in group]
    criteria = problem.criterion_ids if problem is not None else tuple(dict.fromkeys(named))
    return _ordered(spec.order, criteria, (), spec.scheme, float(spec.exponent))


def _ordered(
    order: Sequence[Sequence[str]],
    criteria: Sequence[str],
    excluded: Sequence[str],
    scheme: RankScheme = "centroid",
    exponent: float = 2.0,
) -> Found:
    ranked = [c for c in criteria if c not in excluded]
    values = weights_of_order(order, ranked, scheme, exponent)
    values.update(dict.fromkeys(excluded, 0.0))
    columns = {name: column for column, name in enumerate(values)}
    groups = tuple(tuple(columns[name] for name in group) for group in order)
    return Found(
        values=values,
        diagnostics={"scheme": scheme, "order": [list(group) for group in order]},
        known=OrderedWeights(groups, len(values)),
    )


def swing_found(spec: Swing, problem: Problem | None) -> Found:
    """Return the points of the swings by their sum."""
    return Found(values=swing_weights(spec.points))


def best_worst_found(spec: BestWorst, problem: Problem | None) -> Found:
    """Return best-worst weights; what fits the answers as well, to half a step, is left open."""
    named = dict.fromkeys((*spec.best_to_others, *spec.others_to_worst))
    items = problem.criterion_ids if problem is not None else tuple(named)
    found = best_worst(
        items, spec.best, spec.worst, spec.best_to_others, spec.others_to_worst, spec.model
    )
    worst = found.worst_answer
    return Found(
        values=dict(zip(items, found.weights.tolist(), strict=True)),
        diagnostics={
            "model": spec.model,
            "xi": found.xi,
            "consistency_ratio": found.consistency_ratio,
            "input_consistency_ratio": found.input_consistency_ratio,
            "input_threshold": found.input_threshold,
            "acceptable": found.acceptable,
            "worst_answer": None if worst is None else asdict(worst),
            "unique": not found.alternatives_optimal,
            "intervals": dict(zip(items, found.intervals.tolist(), strict=True)),
        },
        known=Polytope(*slack_polytope(found)),
    )


def objective_found(spec: Objective, problem: Problem | None) -> Found:
    """Return weights read from the performances."""
    if problem is None:
        raise InvalidProblem([Fault("problem_required", (), {"kind": spec.kind})])
    matrix = headline(problem).matrix
    values = objective_weights(matrix, spec.scheme, spec.correlation)
    named = dict(zip(matrix.criteria, values.tolist(), strict=True))
    told = {"correlation": spec.correlation} if spec.scheme == "critic" else {}
    return Found(values=named, diagnostics={"scheme": spec.scheme, **told})


def imprecise_found(spec: Imprecise, problem: Problem | None) -> Found:
    """Return the centre of all weights that the statements allow."""
    criteria = problem.criterion_ids if problem is not None else _mentioned(spec)
    if not criteria:
        raise InvalidWeights([Fault("empty_list", ("constraints",), {"list": "constraints"})])
    allowed = polytope_of(spec.constraints, criteria)
    centre, error = allowed.centroid(np.random.default_rng(_CENTROID_SEED))
    ends = allowed.bounds()
    return Found(
        values=dict(zip(criteria, np.maximum(centre, 0.0).tolist(), strict=True)),
        diagnostics={
            "bounds": dict(zip(criteria, ends.tolist(), strict=True)),
            "share_of_all_weights": allowed.volume(),
            "standard_error": error,
        },
        known=allowed,
    )


def _mentioned(spec: Imprecise) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for constraint in spec.constraints:
        said: Mapping[str, Any] = constraint.model_dump()
        for field in ("more", "than", "ratio", "weight"):
            names = said.get(field, ())
            found.update(dict.fromkeys((names,) if isinstance(names, str) else names))
    return tuple(found)


def profile_found(spec: Profile, problem: Problem | None) -> Found:
    """Return the weights of a profile's order, of the package or of the caller's own."""
    if spec.order is not None:
        named = [name for group in spec.order for name in group]
        criteria = problem.criterion_ids if problem is not None else (*named, *spec.excluded)
        return _own_profile(spec, criteria)
    found = profile(spec.id)
    criteria = problem.criterion_ids if problem is not None else (*found.ranked, *found.excluded)
    known = (*found.ranked, *found.excluded)
    strange = [c for c in criteria if c not in known]
    if strange:
        fields = [{"criterion": c, "known": known} for c in strange]
        raise InvalidWeights([Fault("profile_without_criterion", ("id",), f) for f in fields])
    excluded = [c for c in found.excluded if c in criteria]
    order = [kept for group in found.order if (kept := [c for c in group if c in criteria])]
    ordered = _ordered(order, criteria, excluded)
    return Found(
        values=ordered.values,
        known=ordered.known,
        diagnostics={
            "profile": spec.id,
            **ordered.diagnostics,
            "filler": list(found.filler),
            "label": dict(found.label),
        },
    )


def _own_profile(spec: Profile, criteria: Sequence[str]) -> Found:
    order = spec.order or []
    faults = [
        Fault("weight_unknown_criterion", ("excluded", place), {"criterion": c, "known": criteria})
        for place, c in enumerate(spec.excluded)
        if c not in criteria
    ]
    if faults:
        raise InvalidWeights(faults)
    found = _ordered(order, criteria, spec.excluded)
    return Found(
        values=found.values,
        known=found.known,
        diagnostics={"profile": spec.id, **found.diagnostics, "excluded": list(spec.excluded)},
    )
