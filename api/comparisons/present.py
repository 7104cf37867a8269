"""A comparison as plain data, in the caller's language; no computing."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from api.language import Language
from api.rankings.finding import labels, warning
from api.rankings.present import method, ranked_weights
from mcda.errors import Note
from weights.comparison.compare import Comparison
from weights.comparison.disagreement import Disagreement
from weights.comparison.regions import WinnerRegions
from weights.source import Source

Plain = dict[str, Any]


def present(
    found: Comparison,
    sources: Mapping[str, Source],
    language: Language,
    extra_notes: Sequence[Note] = (),
) -> Plain:
    """Return the answer without its record."""
    names = labels(found.problem, language)
    return {
        "rankings": [
            {
                "name": name,
                "ranking": _rows(found, place),
                "weights": ranked_weights(
                    found.weightings[name], found.method, sources[name], language
                ),
            }
            for place, name in enumerate(found.names)
        ],
        "kendall_tau": found.kendall_tau,
        "spearman_rho": found.spearman_rho,
        "weight_distance": found.weight_distance,
        "winner_regions": [_regions(item) for item in found.winner_regions],
        "consensus": asdict(found.consensus),
        "disagreement": [_disagreement(item) for item in found.disagreement],
        "method": method(found.method),
        "warnings": [warning(note, language, names) for note in (*extra_notes, *found.notes)],
    }


def _rows(found: Comparison, place: int) -> list[Plain]:
    """Return the alternatives from best to worst under one weighting."""
    ids = found.problem.alternative_ids
    order = found.order[place].tolist()
    ranks, scores = found.ranks[place].tolist(), found.scores[place].tolist()
    return [
        {
            "alternative": ids[i],
            "rank": ranks[i],
            "score": scores[i],
            "tied_with": [ids[k] for k in order if k != i and ranks[k] == ranks[i]],
        }
        for i in order
    ]


def _regions(found: WinnerRegions) -> Plain:
    return {
        "between": found.between,
        "stretches": [
            {
                "from": item.start,
                "to": item.end,
                "winner": item.winner,
                "tied_with": item.tied_with,
            }
            for item in found.stretches
        ],
    }


def _disagreement(found: Disagreement) -> Plain:
    return {**asdict(found), "winners": dict(zip(found.between, found.winners, strict=True))}
