"""A comparison as plain data, in the caller's language; no computing."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from api.language import Language
from api.rankings.finding import warning
from api.rankings.present import method, ranked_weights
from mcda.errors import Note
from mcda.parks.exclusions import FirstAsk
from mcda.prepare.screen import Exclusion
from mcda.problem import Problem
from mcda.robust import FirstPlace
from weights.comparison.compare import Comparison
from weights.comparison.disagreement import Disagreement
from weights.comparison.regions import WinnerRegions
from weights.comparison.winner_gaps import WinnerGap
from weights.source import Source

Plain = dict[str, Any]
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is ranked, and what stands apart.

    Parameters
    ----------
    ranked
        The problem under all weightings.
    excluded
        What stands apart under all, with the reasons.
    first_ask
        Of what is ranked, by weighting: parks of which too little is known under it.
    """

    ranked: Problem
    excluded: Sequence[Exclusion] = ()
    first_ask: Mapping[str, Sequence[FirstAsk]] = field(default_factory=dict)


def present(
    found: Comparison,
    sources: Mapping[str, Source],
    language: Language,
    extra_notes: Sequence[Note],
    standing: Standing,
    names: Names,
) -> Plain:
    """Return the answer without its record; names are those of all alternatives and criteria."""
    return {
        "rankings": [
            {
                "name": name,
                "ranking": _rows(found, place, names),
                "weights": ranked_weights(
                    found.weightings[name], found.method, sources[name], language
                ),
                "verdict": _verdict(found.verdicts[name], names, language),
                "first_ask": [
                    {
                        "alternative": item.park,
                        "name": names[item.park],
                        "unknown_weight": item.unknown_weight,
                        "criteria": item.criteria,
                    }
                    for item in standing.first_ask.get(name, ())
                ],
            }
            for place, name in enumerate(found.names)
        ],
        "excluded": [
            {
                "alternative": item.alternative,
                "name": names[item.alternative],
                "reasons": [warning(reason, language, names) for reason in item.reasons],
            }
            for item in standing.excluded
        ],
        "kendall_tau": found.kendall_tau,
        "spearman_rho": found.spearman_rho,
        "weight_distance": found.weight_distance,
        "winner_regions": [_regions(item, names) for item in found.winner_regions],
        "winner_gaps": [_gap(item, names, language) for item in found.winner_gaps],
        "consensus": {
            **asdict(found.consensus),
            "name": names[found.consensus.alternative],
            "sentence": found.consensus.note(names).say(language),
        },
        "disagreement": [_disagreement(item) for item in found.disagreement],
        "method": method(found.method),
        "warnings": [warning(note, language, names) for note in (*extra_notes, *found.notes)],
    }


def _rows(found: Comparison, place: int, names: Names) -> list[Plain]:
    """Return the alternatives from best to worst under one weighting."""
    ids = found.problem.alternative_ids
    order = found.order[place].tolist()
    ranks, scores = found.ranks[place].tolist(), found.scores[place].tolist()
    return [
        {
            "alternative": ids[i],
            "name": names[ids[i]],
            "rank": ranks[i],
            "score": scores[i],
            "tied_with": [ids[k] for k in order if k != i and ranks[k] == ranks[i]],
        }
        for i in order
    ]


def _verdict(found: FirstPlace | None, names: Names, language: Language) -> Plain | None:
    if found is None:
        return None
    return {
        "word": found.word,
        "first": found.first,
        "name": names[found.first],
        "share_first": found.share_first,
        "standard_error": found.standard_error,
        "main_rival": found.main_rival,
        "sentence": found.note(names).say(language),
    }


def _gap(found: WinnerGap, names: Names, language: Language) -> Plain:
    return {
        "under": found.under,
        "first": found.first,
        "alternative": found.alternative,
        "name": names[found.alternative],
        "wanted_by": found.wanted_by,
        "gap": found.gap,
        "gaps": found.parts,
        "sentence": found.note(names).say(language),
    }


def _regions(found: WinnerRegions, names: Names) -> Plain:
    return {
        "between": found.between,
        "stretches": [
            {
                "from": item.start,
                "to": item.end,
                "winner": item.winner,
                "name": names[item.winner],
                "tied_with": item.tied_with,
            }
            for item in found.stretches
        ],
    }


def _disagreement(found: Disagreement) -> Plain:
    return {**asdict(found), "winners": dict(zip(found.between, found.winners, strict=True))}
