"""From a statement about importance, and a problem, to a weight vector."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from mcda.errors import Fault, InvalidWeights, located
from mcda.problem import Problem
from mcda.robust.sampling import weights_to_draw
from mcda.weight_vector import WeightVector
from weights import roads
from weights.caps import cap_groups, capped, read_caps
from weights.found import Found, check_covers
from weights.judged import ahp_weights, group_weights
from weights.sets import Blended, Capped
from weights.shape import Shape, Unfit
from weights.spec import (
    Ahp,
    AhpGroup,
    BestWorst,
    Blend,
    Direct,
    Imprecise,
    Objective,
    Profile,
    Ranked,
    Statement,
    Swing,
    WeightSpec,
)
from weights.validation import MOST_FAULTS, faults_from

_SHAPE: Shape[Statement] = Shape(TypeAdapter(WeightSpec).core_schema, MOST_FAULTS)


def resolve(spec: Mapping[str, Any] | Statement, problem: Problem | None = None) -> WeightVector:
    """Return the weights that a statement stands for.

    Parameters
    ----------
    spec
        A mapping with ``kind`` and the fields of that kind, or a model of `weights.spec`.
    problem
        Whose criteria are weighted. May be left out where the statement names its criteria
        itself; objective schemes read its performances.

    Returns
    -------
    WeightVector
        Sum 1, in the order of the problem's criteria; `known` says what the statement leaves
        open.

    Raises
    ------
    InvalidWeights, InvalidJudgements
        The statement is malformed, contradicts itself, or does not fit the problem.
    InvalidProblem
        The statement needs a problem and none is given, or reads a cell that nothing bounds.
    NotFound
        No profile of that name.
    """
    statement = spec if isinstance(spec, Statement) else _read(spec)
    found = _ROADS[type(statement)](statement, problem)
    named = tuple(found.values)
    criteria = named if problem is None else problem.criterion_ids
    with located(*_PLACES.get(type(statement), ())):
        vector = WeightVector.normalised(
            criteria, found.values, getattr(statement, "kind", "direct"), found.diagnostics
        )
    vector = vector.with_notes(found.notes)
    if found.known is not None:
        known = found.known
        moved = known if named == criteria else known.columns([named.index(c) for c in criteria])
        vector = vector.with_known(moved)
    return _under_caps(vector, statement) if statement.caps else vector


def _read(spec: Mapping[str, Any]) -> Statement:
    try:
        return _SHAPE.read(dict(spec))
    except Unfit as unfit:
        raise InvalidWeights(faults_from(unfit.errors)) from unfit


def _under_caps(vector: WeightVector, statement: Statement) -> WeightVector:
    values, told = capped(vector.values, statement.caps, vector.criteria)
    groups, limits = read_caps(statement.caps, vector.criteria)
    before = weights_to_draw(vector, None)
    return WeightVector.normalised(
        vector.criteria,
        values,
        vector.kind,
        {**vector.diagnostics, "caps": told},
        Capped(before, partial(cap_groups, groups=groups, limits=limits)),
    ).with_notes(vector.notes)


def _ahp(spec: Ahp, problem: Problem | None) -> Found:
    return ahp_weights(spec, None if problem is None else problem.criterion_ids)


def _ahp_group(spec: AhpGroup, problem: Problem | None) -> Found:
    return group_weights(spec, None if problem is None else problem.criterion_ids)


def _blend(spec: Blend, problem: Problem | None) -> Found:
    parts: list[WeightVector] = []
    for place, part in enumerate(spec.parts):
        with located("parts", place, "weights"):
            found = resolve(part.weights, problem)
        if parts:
            check_covers(found.criteria, parts[0].criteria, "parts", place, "weights")
            order = [found.criteria.index(c) for c in parts[0].criteria]
            found = found.reordered(order)
        parts.append(found)
    given = np.array([part.share for part in spec.parts])
    if (given < 0).any() or not given.sum() > 0:
        raise InvalidWeights([Fault("blend_without_share", ("parts",), {})])
    shares = given / given.max()
    shares = shares / shares.sum()
    values = shares @ np.array([part.values for part in parts])
    return Found(
        values=dict(zip(parts[0].criteria, values.tolist(), strict=True)),
        diagnostics={
            "parts": [
                {
                    "share": float(share),
                    "kind": part.kind,
                    "values": part.as_dict(),
                    "diagnostics": dict(part.diagnostics),
                }
                for share, part in zip(shares, parts, strict=True)
            ]
        },
        known=Blended([weights_to_draw(part, None) for part in parts], shares),
        notes=tuple(
            note.under("parts", place, "weights")
            for place, part in enumerate(parts)
            for note in part.notes
        ),
    )


_ROADS: Mapping[type[Statement], Callable[[Any, Problem | None], Found]] = {
    Direct: roads.direct_weights,
    Ahp: _ahp,
    AhpGroup: _ahp_group,
    Ranked: roads.ranked_weights,
    Swing: roads.swing_found,
    BestWorst: roads.best_worst_found,
    Objective: roads.objective_found,
    Imprecise: roads.imprecise_found,
    Profile: roads.profile_found,
    Blend: _blend,
}
_PLACES: Mapping[type[Statement], tuple[str, ...]] = {Direct: ("values",), Swing: ("points",)}
