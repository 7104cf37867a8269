"""From request models to the engine's objects; every fault keeps its place in the request."""

import math
from contextlib import suppress
from itertools import chain
from typing import Any

import numpy as np

from api.rankings.cells import to_cell
from api.rankings.schemas import (
    AcceptabilityModel,
    ProblemModel,
    RequirementModel,
    SensitivityModel,
    WithMethod,
)
from api.settings import Settings
from mcda.errors import Fault, InvalidProblem, LimitExceeded, McdaError, located
from mcda.method import Method
from mcda.methods import make_method
from mcda.prepare.screen import Requirement
from mcda.problem import Problem
from mcda.robust.acceptability import DEFAULT_SAMPLES
from mcda.robust.agreement import DEFAULT_METHODS
from mcda.robust.sensitivity import Plan


def to_problem(model: ProblemModel, settings: Settings) -> Problem:
    """Return the problem, refusing more than the limits."""
    with located("problem"):
        check_size(len(model.alternatives), len(model.criteria), settings)
        return Problem(
            criteria=tuple(model.criteria),
            alternatives=tuple(model.alternatives),
            performances=_rows(model.performances),
        )


def _rows(rows: list[list[Any]]) -> Any:
    widths = set(map(len, rows))
    if len(widths) == 1:
        with suppress(TypeError):  # a spread
            count = len(rows) * len(rows[0])
            flat = np.fromiter(chain.from_iterable(rows), np.float64, count)
            if not math.isnan(np.vdot(flat, flat)):  # null, which is not known
                return flat.reshape(len(rows), *widths)
    return [[_cell(cell, i, j) for j, cell in enumerate(row)] for i, row in enumerate(rows)]


def _cell(value: Any, i: int, j: int) -> Any:
    try:
        return to_cell(value)
    except McdaError as error:
        raise InvalidProblem(
            [fault.under("performances", i, j) for fault in error.faults]
        ) from error


def check_size(alternatives: int, criteria: int, settings: Settings) -> None:
    """Refuse what is past the synchronous limits."""
    faults = []
    for what, count, limit in (
        ("alternatives", alternatives, settings.max_alternatives),
        ("criteria", criteria, settings.max_criteria),
    ):
        if count > limit:
            fields = {"count": count, "limit": limit}
            faults.append(Fault(f"too_many_{what}", (what,), fields))
    if faults:
        raise LimitExceeded(faults)


def to_method(options: WithMethod) -> Method:
    """Return the configured method."""
    asked = options.method
    given = asked.model_fields_set - {"name"}
    with located("method"):
        return make_method(asked.name, asked.model_dump(include=given) if given else None)


def to_requirements(models: list[RequirementModel]) -> list[Requirement]:
    """Return the screens."""
    return [
        Requirement(
            criterion=model.criterion,
            at_least=model.at_least,
            at_most=model.at_most,
            one_of=None if model.one_of is None else tuple(model.one_of),
        )
        for model in models
    ]


def to_plan(asked: SensitivityModel | bool, settings: Settings) -> Plan | None:
    """Return which parts to run, None for none."""
    if asked is False:
        return None
    model = SensitivityModel() if asked is True else asked
    drawn = AcceptabilityModel() if model.acceptability is True else model.acceptability
    named = DEFAULT_METHODS if model.methods is True else model.methods or ()
    return Plan(
        stability=model.stability,
        smallest_change=model.smallest_change,
        facts=model.facts,
        possible_ranks=model.possible_ranks,
        exact_acceptability=model.exact_acceptability,
        reversal=model.reversal,
        methods=tuple(named),
        **({"samples": 0} if drawn is False else _draws(drawn, settings)),
    )


def _draws(asked: AcceptabilityModel, settings: Settings) -> dict[str, Any]:
    """Return the draws of the plan; towards a standard error at most the limit are made."""
    limit = settings.max_samples
    wanted = asked.samples
    if wanted is None:
        wanted = DEFAULT_SAMPLES if asked.standard_error is None else limit
    if wanted > limit:
        fields = {"count": wanted, "limit": limit}
        path = ("sensitivity", "acceptability", "samples")
        raise LimitExceeded([Fault("too_many_samples", path, fields)])
    return {**asked.model_dump(), "samples": wanted}


def seed_of(plan: Plan | None) -> int | None:
    """Return the seed of the draws, None where nothing is drawn."""
    return None if plan is None or plan.samples == 0 else plan.seed
