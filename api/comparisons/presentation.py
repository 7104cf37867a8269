"""A comparison as plain data with notes; nothing is computed here."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from api.http.localisation import names_of
from api.rankings.finding import grouped
from api.rankings.presentation import excluded, method, ranked_weights
from mcda.errors import Note
from mcda.parks.exclusions import FirstAsk
from mcda.plain import Plain, plain
from mcda.prepare.screen import Exclusion
from mcda.problem import Problem
from weights.comparison.compare import Comparison
from weights.source import WeightsSource


def present(
    found: Comparison,
    sources: Mapping[str, WeightsSource],
    extra_notes: Sequence[Note],
    problem: Problem,
    apart: Iterable[Exclusion] = (),
    first_ask: Mapping[str, Sequence[FirstAsk]] = MappingProxyType({}),
) -> Plain:
    """Return the answer without its record.

    The problem has all alternatives. `apart` are those that stand apart under all weightings;
    `first_ask` holds, by weighting, ranked parks of which too little is known under it.
    """
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
                "first_ask": plain(list(first_ask.get(name, ()))),
            }
            for place, name in enumerate(found.names)
        ],
        "excluded": excluded(apart),
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
    rows = []
    for i in order:
        tied = [ids[k] for k in order if k != i and ranks[k] == ranks[i]]
        figures = {"rank": ranks[i], "score": scores[i], "tied_with": tied}
        rows.append({"alternative": ids[i], "name": Note.naming(ids[i]), **figures})
    return rows


def by_alternative(comparison: Mapping[str, Any]) -> dict[str, list[Plain]]:
    """Return the lines of each alternative in all rankings, the least sum of ranks first."""
    lines: dict[str, list[Plain]] = {}
    for ranking in comparison["rankings"]:
        for line in ranking["ranking"]:
            lines.setdefault(line["alternative"], []).append(line)
    return dict(sorted(lines.items(), key=lambda item: sum(line["rank"] for line in item[1])))
