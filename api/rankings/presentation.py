"""The answer as plain data with notes; results of analyses are presented by the analyses."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version

import orjson
from pydantic import BaseModel

from api.http.localisation import EncodedJson, names_of
from api.rankings.analysis import WHOLE, AnswerForm, answered
from api.rankings.engine_result import EngineResult
from api.rankings.finding import finding, grouped
from api.rankings.requests import AnswerDetail
from mcda.details import details_of
from mcda.errors import Note
from mcda.method import Method
from mcda.plain import Plain, plain
from mcda.prepare.screen import Exclusion
from mcda.problem import Problem
from mcda.ranking import Ranking
from mcda.weight_vector import WeightVector
from weights.source import WeightsSource

Telling = Callable[[AnswerDetail], Plain]
"""Tells an answer that was worked out, as much of it as is asked for."""
_NOT_IN_SUMMARY = ("details", "scales", "scenario", "scenarios")


def present(
    solved: EngineResult,
    problem: Problem,
    extra_notes: Sequence[Note] = (),
    form: AnswerForm = WHOLE,
) -> Plain:
    """Return the data of a `RankingAnswer`, without its record.

    The problem has all alternatives, also those that are not ranked.
    """
    ranking = solved.ranking
    notes = [*extra_notes, *ranking.notes, *solved.notes]
    found = solved.found or {}
    decision, worth = found.get("decision"), found.get("worth_knowing")
    facts = (*(decision.facts if decision else ()), *(worth.facts if worth else ()))
    deciding = {(fact.alternative, fact.criterion) for fact in facts}
    deciding.update(ranking.deciding_unknowns)
    beside = answered(found, "answer", form)
    has_set = beside.get("decision") is None or form.has("verdict")
    return {
        "decision": beside.pop("decision", None),
        "ranking": _rows(ranking, form),
        "excluded": excluded(ranking.excluded),
        "answer_set": None if solved.answer_set is None or not has_set else [*solved.answer_set],
        "weights": ranked_weights(ranking.weights, ranking.method, solved.source),
        "method": method(ranking.method),
        "details": _details(ranking),
        **(
            {"sensitivity": solved.found and answered(solved.found, "sensitivity", form)}
            if form.sensitivity
            else {}
        ),
        **beside,
        "warnings": grouped(notes, deciding),
        "names": names_of(problem),
    }


def as_asked(answer: Plain, form: AnswerForm) -> Plain:
    """Return an answer without the details that its form does not hold."""
    if form.detail == "full":
        return answer
    most = None if form.has("cells") else 0 if form.is_short else 3
    warnings = [
        {**item, "cells": list(_named(item["cells"]))[:most]} for item in answer["warnings"]
    ]
    untold = _NOT_IN_SUMMARY if form.is_short else ()
    shortened = {key: part for key, part in answer.items() if key not in untold}
    if form.is_short:
        shortened["excluded"] = [item for item in answer["excluded"] if not _is_to_ask(item)]
    return {**shortened, "warnings": warnings}


def excluded(exclusions: Iterable[Exclusion]) -> list[Plain]:
    """Return the alternatives that are not ranked, with the reasons."""
    return [
        {
            "alternative": exclusion.alternative,
            "name": Note.naming(exclusion.alternative),
            "reasons": [finding(reason) for reason in exclusion.reasons],
        }
        for exclusion in exclusions
    ]


def _is_to_ask(excluded: Plain) -> bool:
    """Tell whether an alternative is excluded only until more is known; `first_ask` names it."""
    return all(reason["code"] == "first_ask" for reason in excluded["reasons"])


def _named(cells: Iterable[Plain]) -> Iterator[Plain]:
    """Yield the cells that findings are about, without sentences; cells without ids are dropped."""
    for cell in cells:
        about = {key: value for key, value in cell.items() if key != "detail"}
        if about:
            yield about


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


def _rows(ranking: Ranking, form: AnswerForm) -> list[Plain]:
    if not ranking.order:
        return []
    ids, criteria = ranking.matrix.alternatives, ranking.matrix.criteria
    scores, ranks = ranking.scores.tolist(), ranking.ranks.tolist()
    parts = ranking.contributions.tolist()
    tied = len(set(ranks)) < len(ranks)
    with_name = {alternative.id for alternative in ranking.problem.alternatives if alternative.name}
    rows: list[Plain] = [
        {
            "alternative": ids[i],
            "name": Note.naming(ids[i]) if ids[i] in with_name else ids[i],
            "rank": ranks[i],
            "score": scores[i],
            "tied_with": list(ranking.tied_with(i)) if tied else [],
        }
        for i in ranking.order
    ]
    if form.has("contributions"):
        for row, i in zip(rows, ranking.order):  # noqa: B905 - one ranking, a hot line
            row["contributions"] = dict(zip(criteria, parts[i]))  # noqa: B905 - as above
    return rows


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
