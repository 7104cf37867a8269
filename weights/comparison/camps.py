"""Who chooses what: weightings by their first place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from mcda.errors import Note
from mcda.texts import Label
from mcda.texts.phrases import chained, listed

_PAIR, _SPELT = 2, 10  # counts up to this are words


@dataclass(frozen=True, slots=True, kw_only=True)
class Camp:
    """Weightings that have the same first place.

    Parameters
    ----------
    alternatives
        Ids of all that are first, several where they are tied.
    weightings
        Names, in the order asked.
    """

    alternatives: tuple[str, ...]
    weightings: tuple[str, ...]
    told: ClassVar = ("names",)

    @property
    def names(self) -> list[Note]:
        """Of the alternatives."""
        return [Note.naming(one) for one in self.alternatives]


def camps(winners: Mapping[str, tuple[str, ...]], accepted: str) -> tuple[Camp, ...]:
    """Return the weightings by their first place, the largest camp first.

    Of camps of one size, the one whose first place hurts the others least comes first, then the
    one that was named first.

    Parameters
    ----------
    winners
        All that share rank 1, by weighting.
    accepted
        The alternative of least greatest regret.
    """
    found: dict[tuple[str, ...], list[str]] = {}
    for name, first in winners.items():
        found.setdefault(first, []).append(name)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), accepted not in item[0]))
    return tuple(Camp(alternatives=first, weightings=tuple(names)) for first, names in ordered)


def headline(found: Sequence[Camp]) -> Note:
    """Return how many weightings choose what, in a sentence."""
    total = sum(len(camp.weightings) for camp in found)
    if len(found) == 1:
        code = "camps_both" if total == _PAIR else "camps_all"
        return Note(
            code, (), {"count": _count(total), "alternatives": together(found[0].alternatives)}
        )
    parts = [_part(camp, place) for place, camp in enumerate(found)]
    return Note("camps_differ", (), {"count": _count(total), "parts": chained("camps_row", parts)})


def _part(camp: Camp, place: int) -> Note:
    count = len(camp.weightings)
    code = "camp_further" if place else "camp_of_one" if count == 1 else "camp_of_many"
    return Note(code, (), {"count": _count(count), "alternatives": together(camp.alternatives)})


def together(alternatives: Sequence[str]) -> Note | Label:
    """Return who is first, as it stands in a sentence; several as level."""
    named = [Label(one) for one in alternatives]
    return named[0] if len(named) == 1 else Note("camp_tied", (), {"alternatives": listed(named)})


def _count(number: int) -> Note | int:
    return Note(f"count_{number}") if number <= _SPELT else number
