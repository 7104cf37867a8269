"""A comparison as plain data with notes; nothing is computed here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.http.localisation import names_of
from api.rankings.finding import finding, grouped
from api.rankings.presentation import method, ranked_weights
from mcda.errors import Note
from mcda.parks.exclusions import FirstAsk
from mcda.plain import plain
from mcda.prepare.screen import Exclusion
from mcda.problem import Problem
from weights.comparison.compare import Comparison
from weights.source import WeightsSource

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedSet:
    """The ranked alternatives, and the alternatives set apart."""

    ranked: Problem
    """The problem under all weightings."""
    excluded: Sequence[Exclusion] = ()
    """What stands apart under all, with the reasons."""
    first_ask: Mapping[str, Sequence[FirstAsk]] = field(default_factory=dict)
    """Of what is ranked, by weighting: parks of which too little is known under it."""


def present(
    found: Comparison,
    sources: Mapping[str, WeightsSource],
    extra_notes: Sequence[Note],
    standing: ComparedSet,
    problem: Problem,
) -> Plain:
    """Return the answer without its record; the problem has all alternatives."""
    return {
        "sentence": found.sentence,
        "camps": plain(found.camps),
        "rankings": [
            {
                "name": name,
                "ranking": _rows(found, place),
                "weights": ranked_weights(found.weightings[name], found.method, sources[name]),
                "decision": plain(found.decisions[name]),
                "verdict": plain(found.verdicts[name]),
                "first_ask": plain(list(standing.first_ask.get(name, ()))),
            }
            for place, name in enumerate(found.names)
        ],
        "excluded": [
            {
                "alternative": item.alternative,
                "name": Note.naming(item.alternative),
                "reasons": [finding(reason) for reason in item.reasons],
            }
            for item in standing.excluded
        ],
        "kendall_tau": found.kendall_tau,
        "weight_distance": found.weight_distance,
        "consensus": plain(found.consensus),
        "disagreement": [
            {**plain(item), "winners": dict(zip(item.between, item.winners, strict=True))}
            for item in found.disagreement
        ],
        "method": method(found.method),
        "warnings": grouped((*extra_notes, *found.notes)),
        "names": names_of(problem),
    }


def _rows(found: Comparison, place: int) -> list[Plain]:
    """Return the alternatives from best to worst under one weighting."""
    ids = found.problem.alternative_ids
    order = found.order[place].tolist()
    ranks, scores = found.ranks[place].tolist(), found.scores[place].tolist()
    return [
        {
            "alternative": ids[i],
            "name": Note.naming(ids[i]),
            "rank": ranks[i],
            "score": scores[i],
            "tied_with": [ids[k] for k in order if k != i and ranks[k] == ranks[i]],
        }
        for i in order
    ]
