"""What changes of the facts, and the bounds of unknown ones, do to the winner."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from api.language import Language
from mcda.robust import FactChanges, PossibleRanks
from mcda.robust.fact_changes import FactChange, Threshold

Plain = dict[str, Any]
Names = Mapping[str, str]


def fact_changes(found: FactChanges, names: Names, language: Language) -> list[Plain]:
    """Return the cells that can change the winner, the least moved first, then the others."""
    near = found.nearest
    others = tuple(fact for fact in found.facts if fact.nearest is None)
    return [_fact(fact, names, language) for fact in (*near, *others)]


def _fact(fact: FactChange, names: Names, language: Language) -> Plain:
    return {
        "alternative": fact.alternative,
        "criterion": fact.criterion,
        "value": fact.value,
        "unit": fact.unit,
        "low": fact.low,
        "high": fact.high,
        "below": _threshold(fact, fact.below),
        "above": _threshold(fact, fact.above),
        "searched": list(fact.searched),
        "exact": fact.exact,
        "sentence": fact.note(names).say(language),
    }


def _threshold(fact: FactChange, found: Threshold | None) -> Plain | None:
    if found is None:
        return None
    return {
        "value": found.value,
        "winner": found.winner,
        "share": found.share,
        "within_bounds": fact.within_bounds(found),
    }


def possible_ranks(found: PossibleRanks, names: Names, language: Language) -> list[Plain]:
    """Return which ranks each alternative can take."""
    return [
        {**asdict(item), "sentence": item.note(names).say(language)} for item in found.alternatives
    ]
