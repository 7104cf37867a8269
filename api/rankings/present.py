"""The answer as plain data, in the caller's language; no computing."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from api.language import Language
from mcda.errors import Note
from mcda.explain.sentences import change_sentence
from mcda.method import Method
from mcda.ranking import Ranking
from mcda.robust import (
    Acceptability,
    Agreement,
    Question,
    Reversal,
    Sensitivity,
    SmallestChange,
    Stability,
)
from mcda.robust.reversal import ReversalCase
from mcda.robust.stability import Bounds
from mcda.texts import sentence, text
from mcda.weight_vector import WeightVector
from weights.deciding import Judgements

Plain = dict[str, Any]


def present(
    ranking: Ranking,
    found: Sensitivity | None,
    language: Language,
    extra_notes: Sequence[Note] = (),
    judgements: Judgements | None = None,
) -> Plain:
    """Return the answer of section 4 of the contract, without its record."""
    notes = [*extra_notes, *ranking.notes, *(found.notes if found is not None else ())]
    return {
        "ranking": _rows(ranking),
        "excluded": [
            {
                "alternative": exclusion.alternative,
                "reasons": [warning(reason, language) for reason in exclusion.reasons],
            }
            for exclusion in ranking.excluded
        ],
        "answer_set": list(found.answer_set if found is not None else ranking.winners),
        "weights": weights(ranking.weights),
        "method": method(ranking.method),
        "details": _details(ranking),
        "sensitivity": None
        if found is None
        else {
            **_sensitivity(ranking, found, language),
            "judgements": _judgements(ranking, judgements, language),
        },
        "warnings": [warning(note, language) for note in notes],
    }


def weights(vector: WeightVector) -> Plain:
    """Return weights, their kind and diagnostics."""
    return {
        "values": vector.as_dict(),
        "kind": vector.kind,
        "diagnostics": dict(vector.diagnostics),
    }


def method(chosen: Method) -> Plain:
    """Return name and parameters, the direction of the score, and what contributions sum to."""
    parameters = {
        name: {k: v.as_dict() if hasattr(v, "as_dict") else v for k, v in value.items()}
        if isinstance(value, Mapping)
        else value
        for name, value in chosen.parameters.items()
    }
    return {
        "name": chosen.name,
        **parameters,
        "lower_is_better": chosen.traits.lower_is_better,
        "contributions_sum_to": chosen.contributions_sum,
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
    """Return what the method says besides scores; lists over the alternatives by their id."""
    ids = ranking.matrix.alternatives
    return {
        name: dict(zip(ids, value, strict=True))
        if isinstance(value, list) and len(value) == len(ids) and name != "compromise_set"
        else [ids[i] for i in value]
        if name == "compromise_set"
        else value
        for name, value in ranking.outcome.items()
    }


def warning(note: Note, language: Language) -> Plain:
    """Return a finding with its sentence and what it names."""
    named = {k: note.fields[k] for k in ("alternative", "criterion") if k in note.fields}
    if "park" in note.fields:
        named["alternative"] = note.fields["park"]
    plain = {k: v for k, v in named.items() if isinstance(v, str)}
    return {"code": note.code, **plain, "detail": note.say(language)}


def _sensitivity(ranking: Ranking, found: Sensitivity, language: Language) -> Plain:
    return {
        "stability": None if found.stability is None else _stability(found.stability),
        "smallest_change": _change(ranking, found.smallest_change, language),
        "acceptability": None
        if found.acceptability is None
        else _drawn(found.acceptability, language),
        "methods": None if found.agreement is None else _methods(found.agreement, language),
        "reversal": None if found.reversal is None else _reversal(found.reversal, language),
    }


def _stability(found: Stability) -> list[Plain]:
    return [
        {
            "criterion": item.criterion,
            "weight": item.weight,
            "exact": item.exact,
            "winner": _bounds(item.winner),
            "order": _bounds(item.order),
        }
        for item in found.weights
    ]


def _bounds(found: Bounds | None) -> Plain | None:
    if found is None:
        return None
    return {
        "low": found.low,
        "high": found.high,
        "challenger_low": found.challenger_low,
        "challenger_high": found.challenger_high,
    }


def _change(ranking: Ranking, found: SmallestChange | None, language: Language) -> Plain | None:
    if found is None:
        return None
    names = _labels(ranking, language)
    return {
        "winner_becomes": found.winner_becomes,
        "weights": dict(zip(found.criteria, found.weights.tolist(), strict=True)),
        "distance": found.distance,
        "certified": found.certified,
        "sentence": change_sentence(found, language, names),
    }


def _labels(ranking: Ranking, language: Language) -> dict[str, str]:
    found = {c.id: c.name.get(language, c.id) for c in ranking.problem.criteria}
    return found | {a.id: a.name.get(language, a.id) for a in ranking.problem.alternatives}


def _judgements(ranking: Ranking, found: Judgements | None, language: Language) -> Plain | None:
    if found is None:
        return None
    deciding = found.deciding
    return {
        "deciding": None
        if deciding is None
        else {
            **asdict(deciding),
            "sentence": deciding.note(_labels(ranking, language)).say(language),
        },
        "steps_searched": found.steps_searched,
        "without_judge": [asdict(item) for item in found.without_judge],
    }


def _drawn(found: Acceptability, language: Language) -> Plain:
    ids, first = found.alternatives, found.rank_shares[:, 0]
    central = {
        name: dict(zip(found.criteria, row, strict=True))
        for name, row, share in zip(
            ids, found.central_weights.tolist(), first.tolist(), strict=True
        )
        if share > 0
    }
    return {
        "samples": found.samples,
        "seed": found.seed,
        "spread": found.spread,
        "drawn_from": drawn_from(found.drawn_from, language),
        "rank_shares": dict(zip(ids, found.rank_shares.tolist(), strict=True)),
        "standard_error": found.standard_error,
        "central_weights": central,
        "pairwise": {
            a: {b: share for b, share in zip(ids, row, strict=True) if b != a}
            for a, row in zip(ids, found.pairwise.tolist(), strict=True)
        },
        "pairwise_samples": found.pairwise_samples,
    }


def drawn_from(found: Mapping[str, Any], language: Language) -> Plain:
    """Return a set of weights by name, with its parameters and as a sentence."""
    inner = {"inner": drawn_from(found["inner"], language)} if "inner" in found else {}
    fields = {**found, "of": inner["inner"]["sentence"]} if inner else found
    return {**found, **inner, "sentence": sentence(f"drawn_{found['name']}", language, fields)}


def _methods(found: Agreement, language: Language) -> Plain:
    return {
        "rankings": {name: list(ids) for name, ids in found.rankings.items()},
        "ranks": {name: dict(ranks) for name, ranks in found.ranks.items()},
        "winner_share": dict(found.winner_share),
        "kendall_tau": {a: dict(row) for a, row in found.kendall_tau.items()},
        "unavailable": {name: warning(note, language) for name, note in found.unavailable.items()},
    }


def _reversal(found: Reversal, language: Language) -> Plain:
    return {
        "independent": found.independent,
        "guaranteed": found.guaranteed,
        "tried": found.tried,
        "cases": [
            {"change": _spoken(case, language), "winner": case.winner} for case in found.cases
        ],
    }


def _spoken(case: ReversalCase, language: Language) -> str:
    template = text(f"reversal_{case.change}", "detail", language)
    return template.format(alternative=case.alternative)


def questions(found: Sequence[Question]) -> list[Plain]:
    """Return the facts to ask for, most valuable first."""
    return [
        {
            "park": question.alternative,
            "criterion": question.criterion,
            "chance_of_changing_winner": question.chance_of_changing_winner,
            "standard_error": question.standard_error,
        }
        for question in found
    ]
