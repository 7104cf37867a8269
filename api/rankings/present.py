"""The answer as plain data, in the caller's language; no computing."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from api.language import Language
from api.rankings.finding import warning
from api.rankings.labels import labels
from api.rankings.parts import draws, explanation, facts, methods
from api.rankings.parts import weights as weights_part
from api.rankings.solved import Solved
from mcda.details import details_of
from mcda.errors import Note
from mcda.method import Method
from mcda.ranking import Ranking
from mcda.weight_vector import WeightVector

Plain = dict[str, Any]
Part = TypeVar("Part")


def present(solved: Solved, language: Language, extra_notes: Sequence[Note] = ()) -> Plain:
    """Return the answer of section 4 of the contract, without its record."""
    ranking, found = solved.ranking, solved.sensitivity
    notes = [*extra_notes, *ranking.notes, *(found.notes if found is not None else ())]
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
        "answer_set": list(found.answer_set if found is not None else ranking.winners),
        "weights": weights(ranking.weights),
        "method": method(ranking.method),
        "details": _details(ranking),
        "sensitivity": None if found is None else _sensitivity(solved, language),
        "warnings": [warning(note, language, names) for note in notes],
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
    return {
        **methods.configuration(chosen),
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
    """Return what the method says besides scores, rows by the ids of their alternatives."""
    declared = {detail.name: detail for detail in details_of(ranking.method.details)}
    ids = ranking.matrix.alternatives
    return {
        name: declared[name].named(value, ids) if name in declared else value
        for name, value in ranking.outcome.items()
    }


def _sensitivity(solved: Solved, language: Language) -> Plain:
    found, names = solved.sensitivity, labels(solved.ranking.problem, language)
    if found is None:
        return {}

    def told(part: Part | None, tell: Callable[..., Any], *also: Any) -> Any:
        return None if part is None else tell(part, *also)

    named = names, language
    return {
        "explanation": told(solved.explanation, explanation.explanation, *named),
        "stability": told(found.stability, weights_part.stability),
        "smallest_change": told(found.smallest_change, weights_part.smallest_change, *named),
        "facts": told(found.facts, facts.fact_changes, *named),
        "possible_ranks": told(found.possible_ranks, facts.possible_ranks, *named),
        "acceptability": told(found.acceptability, draws.acceptability, language),
        "exact_acceptability": told(found.exact_acceptability, draws.exact_acceptability, language),
        "worth_knowing": told(found.acceptability and found, draws.worth),
        "methods": told(found.agreement, methods.agreement, *named),
        "reversal": told(found.reversal, methods.reversal, *named),
        "judgements": told(solved.judgements, weights_part.judgements, *named),
        "multiverse": told(solved.multiverse, methods.multiverse, *named),
        "budget": told(solved.budget, draws.budget, language),
    }
