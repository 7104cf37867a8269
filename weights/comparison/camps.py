"""Camps: weightings grouped by their first place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from mcda.errors import Note
from mcda.texts import Label
from mcda.texts.phrases import chained, listed

_PAIR, _SPELT = 2, 10  # counts up to this are words


@dataclass(frozen=True, slots=True, kw_only=True)
class Camp:
    """Weightings that have the same first place."""

    alternatives: tuple[str, ...]
    """Ids of all that are first, several where they are tied."""
    weightings: tuple[str, ...]
    """Names, in the order asked."""
    told: ClassVar = ("names",)

    @property
    def names(self) -> list[Note]:
        """Of the alternatives."""
        return [Note.naming(alternative) for alternative in self.alternatives]


def camps(winners: Mapping[str, tuple[str, ...]], accepted: str) -> tuple[Camp, ...]:
    """Return the weightings grouped by their first place, the largest camp first.

    Of camps of equal size, the one whose first place includes `accepted` comes first, then the one
    that was named first.
    """
    by_winners: dict[tuple[str, ...], list[str]] = {}
    for name, first in winners.items():
        by_winners.setdefault(first, []).append(name)
    ordered = sorted(by_winners.items(), key=lambda item: (-len(item[1]), accepted not in item[0]))
    return tuple(Camp(alternatives=first, weightings=tuple(names)) for first, names in ordered)


def headline(found: Sequence[Camp]) -> Note:
    """Return a sentence with the number of weightings that choose each alternative."""
    total = sum(len(camp.weightings) for camp in found)
    if len(found) == 1:
        code = "camps_both" if total == _PAIR else "camps_all"
        return Note(
            code, (), {"count": _count(total), "alternatives": together(found[0].alternatives)}
        )
    parts = []
    for place, camp in enumerate(found):
        count = len(camp.weightings)
        code = "camp_further" if place else "camp_of_one" if count == 1 else "camp_of_many"
        fields = {"count": _count(count), "alternatives": together(camp.alternatives)}
        parts.append(Note(code, (), fields))
    return Note("camps_differ", (), {"count": _count(total), "parts": chained("camps_row", parts)})


def together(alternatives: Sequence[str]) -> Note | Label:
    """Return the alternatives in first place as words for a sentence; several as tied."""
    tied = [Label(alternative) for alternative in alternatives]
    return tied[0] if len(tied) == 1 else Note("camp_tied", (), {"alternatives": listed(tied)})


def _count(number: int) -> Note | int:
    return Note(f"count_{number}") if number <= _SPELT else number
