"""The answer as plain data with notes in it; what is told and computes lies in the analyses."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

import orjson
from pydantic import BaseModel

from api.localisation import EncodedJson, names_of
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
_NOT_IN_SUMMARY = ("sensitivity", "details", "scales", "scenario", "scenario_doubt")


def present(
    solved: EngineResult,
    problem: Problem,
    extra_notes: Sequence[Note] = (),
    detail: Detail = "full",
    *,
    parts: Collection[str] | None = None,
) -> Plain:
    """Return the answer that a `RankingAnswer` tells, without its record.

    The problem is that of all alternatives, of those that are not ranked too; of the parts of the
    sensitivity the named ones are told, all where none are.
    """
    ranking = solved.ranking
    notes = [*extra_notes, *ranking.notes, *solved.notes]
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
        "warnings": grouped(notes, _deciding(solved)),
        "names": names_of(problem),
    }


def _deciding(solved: EngineResult) -> set[tuple[str, str]]:
    """Return alternative and criterion of the facts that can change who is first."""
    worth = (solved.found or {}).get("worth_knowing")
    facts = () if worth is None else worth.facts
    return {(f.alternative, f.criterion) for f in facts if f.chance_of_changing_winner > 0}


def as_asked(answer: Plain, asked: Options) -> Plain:
    """Return an answer without what is told at a greater detail than was asked for."""
    if asked.detail == "full":
        return answer
    is_short = asked.detail == "summary"
    warnings = [
        {**item, "cells": [] if is_short else list(_named(item["cells"]))}
        for item in answer["warnings"]
    ]
    told = {**answer, "warnings": warnings}
    if is_short:
        told = {key: value for key, value in told.items() if key not in _NOT_IN_SUMMARY}
        if asked.sensitivity is not None:
            told["sensitivity"] = answer["sensitivity"]
    return told


def _named(cells: Iterable[Plain]) -> Iterator[Plain]:
    """Yield what findings are about, without their sentences, where they name it."""
    for cell in cells:
        about = {key: value for key, value in cell.items() if key != "detail"}
        if about:
            yield about


def _analysed(solved: EngineResult, full: bool, parts: Collection[str]) -> Plain:
    """Return the parts of the sensitivity, and what is told beside it where there is any."""
    found = solved.found
    if found is None:
        return {"sensitivity": None}
    told = {name: one for name, one in found.items() if name in parts}
    return {
        "sensitivity": answered(told, "sensitivity", full=full) if parts else None,
        **answered(found, "answer", full=full),
    }


def weights(vector: WeightVector) -> Plain:
    """Return weights, their kind and diagnostics."""
    return {
        "values": vector.as_dict(),
        "kind": vector.kind,
        "diagnostics": dict(vector.diagnostics),
    }


def ranked_weights(vector: WeightVector, chosen: Method, source: WeightsSource) -> Plain:
    """Return the same, what weights mean to the method that ranks by them, and whose they are."""
    return {**weights(vector), "meaning": chosen.weights_meaning, "source": plain(source)}


def method(chosen: Method) -> Plain:
    """Return name and parameters, the direction of the score, and of contributions."""
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
    named = {one.id for one in ranking.problem.alternatives if one.name}
    return [
        {
            "alternative": ids[i],
            "name": Note.naming(ids[i]) if ids[i] in named else ids[i],
            "rank": ranks[i],
            "score": scores[i],
            "tied_with": list(ranking.tied_with(i)) if tied else [],
            "contributions": dict(zip(criteria, parts[i])),  # noqa: B905 - one matrix, a hot line
        }
        for i in ranking.order
    ]


def _details(ranking: Ranking) -> Plain:
    """Return what the method says besides scores, rows by the ids of their alternatives."""
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

    ``spec`` is the request with its defaults, written once: its bytes are hashed and stand in the
    answer as they are, so that however a request was spelt, sending ``spec`` back gives the same
    hash. ``beneath`` says which data an answer about parks rests on.
    """
    return with_spec(answer, orjson.dumps(request, default=vars), seed, beneath)


def with_spec(answer: Plain, spec: bytes, seed: int | None, beneath: Plain | None = None) -> Plain:
    """Return the same of a request that is written already."""
    record = {
        "engine": engine(),
        "input_sha256": hashlib.sha256(spec).hexdigest(),
        "seed": seed,
        "spec": EncodedJson(spec),
    }
    return {**answer, "record": {**record, **(beneath or {})}}
