"""The parts of an answer that charts show; empty where an answer lacks one."""

from collections.abc import Mapping, Sequence
from typing import Any

Document = Mapping[str, Any]


def places(answer: Document) -> Sequence[Document]:
    """Return the ranked alternatives in order of rank, those of one rank as they came."""
    return sorted(answer.get("ranking") or (), key=lambda place: place["rank"])


def weights(answer: Document) -> Mapping[str, float]:
    """Return the weight of each criterion."""
    return (answer.get("weights") or {}).get("values") or {}


def analysed(answer: Document, part: str) -> Any:
    """Return a part of the sensitivity analysis, None where it was not run."""
    return (answer.get("sensitivity") or {}).get(part)


def behind(answer: Document) -> Sequence[tuple[Document, Mapping[str, float]]]:
    """Return all ranked but the first, each with what criteria add to its distance from it."""
    gaps = answer.get("gaps") or {}
    found = [(place, gaps.get(place["alternative"])) for place in places(answer)[1:]]
    return [(place, parts) for place, parts in found if parts]


def dividing(answer: Document) -> Sequence[str]:
    """Return the criteria that gaps are divided among, in the order of the weights."""
    found = {key for _, parts in behind(answer) for key in parts}
    known = weights(answer)
    return [key for key in known if key in found] + sorted(found - set(known))


def ranked_shares(answer: Document) -> Mapping[str, Sequence[float]]:
    """Return how often each alternative takes each rank."""
    return (analysed(answer, "acceptability") or {}).get("rank_shares") or {}


def known_facts(answer: Document) -> Mapping[str, Mapping[str, Document]]:
    """Return the evidence of each ranked alternative by criterion, in order of rank."""
    evidence = answer.get("evidence") or {}
    ranked = [place["alternative"] for place in places(answer)]
    return {key: evidence[key] for key in ranked if evidence.get(key)}


def heaviest_weights(comparison: Document) -> Mapping[str, float]:
    """Return the greatest weight that any weighting of a comparison gives each criterion."""
    greatest: dict[str, float] = {}
    for ranking in comparison.get("rankings") or ():
        for key, weight in weights(ranking).items():
            greatest[key] = max(weight, greatest.get(key, 0.0))
    return greatest


def compared(comparison: Document) -> Sequence[str]:
    """Return the alternatives of a comparison, those with the best rank anywhere first."""
    best: dict[str, int] = {}
    for ranking in comparison.get("rankings") or ():
        for place in places(ranking):
            key = place["alternative"]
            best[key] = min(place["rank"], best.get(key, place["rank"]))
    return sorted(best, key=lambda key: best[key])


def divided_gaps(comparison: Document) -> Sequence[Document]:
    """Return the gaps between winners that a comparison divides among the criteria."""
    return [gap for gap in comparison.get("winner_gaps") or () if gap["gaps"] is not None]
