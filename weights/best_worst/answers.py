"""Answers of the best-worst method: the best against each item, each item against the worst."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from mcda.cells import FloatArray, double, shown
from mcda.errors import Fault, InvalidWeights

_LARGEST = 1e9  # far past any scale, and products of two stay exact enough
_SAME = 1e-9


@dataclass(frozen=True, kw_only=True, eq=False)
class Answers:
    """Comparisons with the best and with the worst of ``n`` items."""

    items: tuple[str, ...]
    """Names, in the order of all arrays."""
    best: int
    """Places of the best and the worst item."""
    worst: int
    """Places of the best and the worst item."""
    best_to_others: FloatArray
    """``(n,)``, ``a_Bj >= 1``: how many times more important the best is than item j."""
    others_to_worst: FloatArray
    """``(n,)``, ``a_jW >= 1``: how many times more important item j is than the worst."""

    @property
    def best_to_worst(self) -> float:
        """The comparison of the best with the worst, ``a_BW``, which is in both lists."""
        return float(self.best_to_others[self.worst])

    @cached_property
    def others(self) -> list[int]:
        """Indices of the items that are neither the best nor the worst."""
        return [j for j in range(len(self.items)) if j not in (self.best, self.worst)]


def read_answers(
    items: Sequence[str],
    best: str,
    worst: str,
    best_to_others: Mapping[str, Any],
    others_to_worst: Mapping[str, Any],
) -> Answers:
    """Return the answers in the order of the items.

    Every item needs an answer in both lists. Only the best may be missing in `best_to_others` and
    the worst in `others_to_worst`: their answers would be 1.

    Raises
    ------
    InvalidWeights
        An item is missing, unknown or named twice, an answer is no number of at least 1, an item
        is not equal to itself, the best is the worst, or the two lists differ on best and worst.
    """
    faults = [*_item_faults(items, best, worst)]
    for name, at, answers in (
        ("best_to_others", best, best_to_others),
        ("others_to_worst", worst, others_to_worst),
    ):
        faults += _list_faults(name, at, answers, items)
    InvalidWeights.raise_any(faults)
    found = Answers(
        items=tuple(items),
        best=items.index(best),
        worst=items.index(worst),
        best_to_others=np.array([double(best_to_others.get(item, 1.0)) for item in items]),
        others_to_worst=np.array([double(others_to_worst.get(item, 1.0)) for item in items]),
    )
    first, second = found.best_to_worst, float(found.others_to_worst[found.best])
    if abs(first - second) > _SAME * first:
        fields = {"best": best, "worst": worst, "first": first, "second": second}
        raise InvalidWeights([Fault("best_worst_differs", ("others_to_worst", best), fields)])
    return found


def _item_faults(items: Sequence[str], best: str, worst: str) -> list[Fault]:
    if not items:
        return [Fault("empty_list", ("items",), {"list": "items"})]
    faults = []
    for place, item in enumerate(items):
        first = list(items).index(item)
        if first < place:
            fields = {"id": item, "list": "items", "first": first, "again": place}
            faults.append(Fault("duplicate_id", ("items", place), fields))
    for role, item in (("best", best), ("worst", worst)):
        if item not in items:
            fields = {"item": item, "known": tuple(items)}
            faults.append(Fault("best_worst_unknown", (role,), fields))
    if best == worst and len(items) > 1:
        faults.append(Fault("best_worst_same", ("worst",), {"item": worst}))
    return faults


def _list_faults(
    name: str, at: str, answers: Mapping[str, Any], items: Sequence[str]
) -> list[Fault]:
    faults = []
    for item, value in answers.items():
        pair = (at, item) if name == "best_to_others" else (item, at)
        fields = {"first": pair[0], "second": pair[1], "value": shown(value)}
        if item not in items:
            strange = {"item": item, "known": tuple(items)}
            faults.append(Fault("best_worst_unknown", (name, item), strange))
        elif not 1 <= double(value) <= _LARGEST:
            faults.append(Fault("best_worst_answer", (name, item), fields))
        elif item == at and double(value) != 1:
            faults.append(Fault("best_worst_itself", (name, item), fields))
    faults += [
        Fault("best_worst_missing", (name,), {"item": item, "list": name})
        for item in items
        if item not in answers and item != at
    ]
    return faults
