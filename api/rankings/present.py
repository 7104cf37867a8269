"""The answer as plain data, in the caller's language; no computing."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

import orjson
from pydantic import BaseModel

from api.language import Language
from api.rankings.analysis import Reader, told
from api.rankings.finding import labels, warning
from api.rankings.solved import Solved
from mcda.errors import Note
from mcda.method import Method, details_of
from mcda.ranking import Ranking
from mcda.weight_vector import WeightVector
from weights.source import Source

Plain = dict[str, Any]


def configuration(method: Method) -> Plain:
    """Return name and parameters, each a plain value."""
    return {
        "name": method.name,
        **{
            name: {k: v.as_dict() if hasattr(v, "as_dict") else v for k, v in value.items()}
            if isinstance(value, Mapping)
            else value
            for name, value in method.parameters.items()
        },
    }


def present(solved: Solved, language: Language, extra_notes: Sequence[Note] = ()) -> Plain:
    """Return the answer of section 4 of the contract, without its record."""
    ranking = solved.ranking
    notes = [*extra_notes, *ranking.notes, *solved.notes]
    names = labels(ranking.problem, language) if notes or ranking.excluded else {}
    return {
        "ranking": _rows(ranking),
        "excluded": [
            {
                "alternative": exclusion.alternative,
                "reasons": [warning(reason, language, names) for reason in exclusion.reasons],
            }
            for exclusion in ranking.excluded
        ],
        "answer_set": list(solved.answer_set),
        "weights": ranked_weights(ranking.weights, ranking.method, solved.source, language),
        "method": method(ranking.method),
        "details": _details(ranking),
        **_analysed(solved, language),
        "warnings": [warning(note, language, names) for note in notes],
    }


def _analysed(solved: Solved, language: Language) -> Plain:
    """Return the parts of the sensitivity, and what is told beside it where there is any."""
    found = solved.found
    if found is None:
        return {"sensitivity": None}
    reader = Reader(language, labels(solved.ranking.problem, language))
    sensitivity = told(found, "sensitivity", reader)
    return {"sensitivity": sensitivity, **told(found, "answer", reader)}


def weights(vector: WeightVector) -> Plain:
    """Return weights, their kind and diagnostics."""
    return {
        "values": vector.as_dict(),
        "kind": vector.kind,
        "diagnostics": dict(vector.diagnostics),
    }


def ranked_weights(
    vector: WeightVector, chosen: Method, source: Source, language: Language
) -> Plain:
    """Return the same, what weights mean to the method that ranks by them, and whose they are."""
    told = {"meaning": chosen.weights_meaning, "source": source.plain(language)}
    return {**weights(vector), **told}


def method(chosen: Method) -> Plain:
    """Return name and parameters, the direction of the score, and of contributions."""
    return {
        **configuration(chosen),
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
    return [
        {
            "alternative": ids[i],
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


def with_record(answer: Plain, request: BaseModel, seed: int | None) -> bytes:
    """Return the answer as JSON with its record appended.

    ``spec`` is the request with its defaults, written once: its bytes are hashed and spliced in,
    so that however a request was spelt, sending ``spec`` back gives the same hash.
    """
    return with_spec(answer, orjson.dumps(request, default=vars), seed)


def with_spec(answer: Plain, spec: bytes, seed: int | None) -> bytes:
    """Return the same of a request that is written already."""
    return b'%b,"record":{"engine":"%b","input_sha256":"%b","seed":%b,"spec":%b}}' % (
        orjson.dumps(answer)[:-1],
        engine().encode(),
        hashlib.sha256(spec).hexdigest().encode(),
        b"null" if seed is None else b"%d" % seed,
        spec,
    )


def with_overlay(answer: bytes, digest: str | None) -> bytes:
    """Return an answer with its record, the last thing in it, naming the private data in use."""
    return b'%b,"overlay":%b}}' % (answer.removesuffix(b"}}"), orjson.dumps(digest))
