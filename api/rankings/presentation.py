"""The answer as plain data with notes; results of analyses are presented by the analyses."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

import orjson
from pydantic import BaseModel

from api.http.localisation import EncodedJson, names_of
from api.rankings.analysis import ANALYSES, Detail, answered
from api.rankings.engine_result import EngineResult
from api.rankings.finding import finding, grouped
from api.rankings.requests import Options
from mcda.details import details_of
from mcda.errors import Note
from mcda.method import Method
from mcda.plain import plain
from mcda.problem import Problem
from mcda.ranking import Ranking
from mcda.weight_vector import WeightVector
from weights.source import WeightsSource

Plain = dict[str, Any]
Telling = Callable[[Detail], Plain]
"""Tells an answer that was worked out, at a detail."""
_NOT_IN_SUMMARY = ("sensitivity", "details", "scales", "scenario", "scenarios")


def present(
    solved: EngineResult,
    problem: Problem,
    extra_notes: Sequence[Note] = (),
    detail: Detail = "full",
    *,
    parts: Collection[str] | None = None,
) -> Plain:
    """Return the data of a `RankingAnswer`, without its record.

    The problem has all alternatives, also those that are not ranked. The answer has the parts of
    the sensitivity that `parts` names, all parts for None.
    """
    ranking = solved.ranking
    notes = [*extra_notes, *ranking.notes, *solved.notes]
    found = solved.found or {}
    decision, worth = found.get("decision"), found.get("worth_knowing")
    facts = (*(decision.facts if decision else ()), *(worth.facts if worth else ()))
    deciding = {(fact.alternative, fact.criterion) for fact in facts}
    deciding.update(ranking.deciding_unknowns)
    return {
        "ranking": _rows(ranking),
        "excluded": [
            {
                "alternative": exclusion.alternative,
                "name": Note.naming(exclusion.alternative),
                "reasons": [finding(reason) for reason in exclusion.reasons],
            }
            for exclusion in ranking.excluded
        ],
        "answer_set": None if solved.answer_set is None else list(solved.answer_set),
        "weights": ranked_weights(ranking.weights, ranking.method, solved.source),
        "method": method(ranking.method),
        "details": _details(ranking),
        **_analysed(solved, detail == "full", ANALYSES.keys() if parts is None else parts),
        "warnings": grouped(notes, deciding),
        "names": names_of(problem),
    }


def as_asked(answer: Plain, asked: Options) -> Plain:
    """Return an answer without the details that the request did not ask for."""
    if asked.detail == "full":
        return answer
    is_short = asked.detail == "summary"
    warnings = [
        {**item, "cells": [] if is_short else list(_named(item["cells"]))}
        for item in answer["warnings"]
    ]
    shortened = {**answer, "warnings": warnings}
    if is_short:
        shortened = {key: value for key, value in shortened.items() if key not in _NOT_IN_SUMMARY}
        if asked.sensitivity is not None:
            shortened["sensitivity"] = answer["sensitivity"]
    return shortened


def _named(cells: Iterable[Plain]) -> Iterator[Plain]:
    """Yield the cells that findings are about, without sentences; cells without ids are dropped."""
    for cell in cells:
        about = {key: value for key, value in cell.items() if key != "detail"}
        if about:
            yield about


def _analysed(solved: EngineResult, full: bool, parts: Collection[str]) -> Plain:
    """Return the parts of the sensitivity, and the results that stand beside it."""
    results = solved.found
    if results is None:
        return {"sensitivity": None}
    selected = {name: result for name, result in results.items() if name in parts}
    return {
        "sensitivity": answered(selected, "sensitivity", full=full) if parts else None,
        **answered(results, "answer", full=full),
    }


def weights(vector: WeightVector) -> Plain:
    """Return weights, their kind and diagnostics."""
    return {
        "values": vector.as_dict(),
        "kind": vector.kind,
        "diagnostics": dict(vector.diagnostics),
    }


def ranked_weights(vector: WeightVector, chosen: Method, source: WeightsSource) -> Plain:
    """Return weights, their meaning to the ranking method, and their source."""
    return {**weights(vector), "meaning": chosen.weights_meaning, "source": plain(source)}


def method(chosen: Method) -> Plain:
    """Return name and parameters of a method, and the direction of scores and contributions."""
    return {
        **chosen.configuration(),
        "lower_is_better": chosen.traits.lower_is_better,
        "contributions_sum_to": chosen.contributions_sum,
        "baseline": chosen.baseline,
    }


def _rows(ranking: Ranking) -> list[Plain]:
    if not ranking.order:
        return []
    ids, criteria = ranking.matrix.alternatives, ranking.matrix.criteria
    scores, ranks = ranking.scores.tolist(), ranking.ranks.tolist()
    parts = ranking.contributions.tolist()
    tied = len(set(ranks)) < len(ranks)
    with_name = {alternative.id for alternative in ranking.problem.alternatives if alternative.name}
    return [
        {
            "alternative": ids[i],
            "name": Note.naming(ids[i]) if ids[i] in with_name else ids[i],
            "rank": ranks[i],
            "score": scores[i],
            "tied_with": list(ranking.tied_with(i)) if tied else [],
            "contributions": dict(zip(criteria, parts[i])),  # noqa: B905 - one matrix, a hot line
        }
        for i in ranking.order
    ]


def _details(ranking: Ranking) -> Plain:
    """Return the further outputs of the method; rows by the ids of their alternatives."""
    declared = {detail.name: detail for detail in details_of(ranking.method.details)}
    ids = ranking.matrix.alternatives
    return {
        name: declared[name].named(value, ids) if name in declared else value
        for name, value in ranking.outcome.items()
    }


@cache
def engine() -> str:
    """Return the name and version of the engine."""
    return f"parkwise {version('parkwise')}"


def with_record(
    answer: Plain, request: BaseModel, seed: int | None, beneath: Plain | None = None
) -> Plain:
    """Return an answer with its record.

    ``spec`` is the request with its defaults, serialised once: its bytes are hashed and copied into
    the answer, so that sending ``spec`` back gives the same hash, however the request was
    formatted. ``beneath`` names the data behind an answer about parks.
    """
    return with_spec(answer, orjson.dumps(request, default=vars), seed, beneath)


def with_spec(answer: Plain, spec: bytes, seed: int | None, beneath: Plain | None = None) -> Plain:
    """Return an answer with its record, from a request that is serialised already."""
    record = {
        "engine": engine(),
        "input_sha256": hashlib.sha256(spec).hexdigest(),
        "seed": seed,
        "spec": EncodedJson(spec),
    }
    return {**answer, "record": {**record, **(beneath or {})}}
