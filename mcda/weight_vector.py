"""A weight for each criterion: named, non-negative, summing to 1."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mcda.arguments import called
from mcda.cells import FloatArray, double, shown
from mcda.errors import Fault, InvalidWeights, Note
from mcda.table import Tabular
from mcda.weight_set import WeightSet

if TYPE_CHECKING:
    import pandas as pd


@called
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WeightVector(Tabular):
    """Weights of the criteria.

    Examples
    --------
    >>> import mcda
    >>> mcda.WeightVector.normalised(["price", "utilities"], [2, 1])
    WeightVector
               weight
    criterion
    price      0.6667
    utilities  0.3333
    """

    criteria: tuple[str, ...]
    """Ids, in the order of the values."""
    values: FloatArray
    """Shape ``(n,)``, non-negative, sum 1. Read-only."""
    kind: str = "direct"
    """Where they came from, such as ``"direct"`` or ``"ahp"``."""
    diagnostics: Mapping[str, Any] = field(default_factory=dict)
    """What that road found out on the way."""
    known: WeightSet | None = None
    """What the statement leaves open, criteria in the same order; None where it does not say."""
    notes: tuple[Note, ...] = ()
    """Coded warnings about the statement."""
    stated: bool = True
    """They are somebody's own priorities, see `weights.weightings.is_stated`."""

    @classmethod
    def normalised(
        cls,
        criteria: Sequence[str],
        values: Mapping[str, float] | FloatArray | Sequence[float],
        kind: str = "direct",
        diagnostics: Mapping[str, Any] | None = None,
        known: WeightSet | None = None,
    ) -> "WeightVector":
        """Scale non-negative values to sum 1.

        Parameters
        ----------
        criteria
            Ids that must be weighted, each exactly once.
        values
            By criterion id, or in the order of `criteria`.
        kind, diagnostics, known
            Stored with the weights.

        Raises
        ------
        InvalidWeights
            A weight is missing, names no criterion, is negative or not finite, or all are zero.
        """
        if isinstance(values, Mapping):
            by_criterion = values
        else:
            is_array, is_text = isinstance(values, np.ndarray), isinstance(values, str)
            is_row = isinstance(values, Sequence) and not is_text
            if not (np.ndim(values) == 1 if is_array else is_row):
                raise InvalidWeights([Fault("weights_unread", (), {"value": shown(values)})])
            if len(values) != len(criteria):
                raise InvalidWeights.at("weights_count", given=len(values), criteria=len(criteria))
            by_criterion = dict(zip(criteria, values, strict=True))
        faults = _faults(by_criterion, criteria)
        InvalidWeights.raise_any(faults)
        numbers = [float(by_criterion[c]) + 0.0 for c in criteria]  # no negative zero
        top = max(numbers, default=0.0)
        if top <= 0:
            raise InvalidWeights([Fault("weights_all_zero")])
        scaled = [number / top for number in numbers]  # before the sum, which could overflow
        array = np.array(scaled) / math.fsum(scaled)
        array.setflags(write=False)
        return cls(tuple(criteria), array, kind, diagnostics or {}, known)

    def with_known(self, known: WeightSet) -> "WeightVector":
        """Return the weights with the set that their statement allows, in the same order."""
        return replace(self, known=known)

    def with_notes(self, notes: Iterable[Note]) -> "WeightVector":
        """Return the weights with warnings about their statement."""
        return replace(self, notes=tuple(notes))

    def reordered(self, order: Sequence[int]) -> "WeightVector":
        """Return the weights with criterion ``order[k]`` at place k."""
        return replace(
            self,
            criteria=tuple(self.criteria[k] for k in order),
            values=self.values[list(order)],
            known=None if self.known is None else self.known.columns(order),
        )

    @property
    def sentences(self) -> tuple[Note, ...]:
        """The warnings."""
        return self.notes

    def to_frame(self) -> "pd.DataFrame":
        """Return the ``weight`` of each criterion, the index."""
        import pandas as pd

        index = pd.Index(self.criteria, name="criterion", dtype=object)
        return pd.DataFrame({"weight": self.values}, index=index)

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """Return the weights, the kind of their source, and its diagnostics."""
        return {
            "values": self.as_dict(),
            "kind": self.kind,
            "diagnostics": dict(self.diagnostics),
            "notes": [note.say(language) for note in self.notes],
        }

    def as_dict(self) -> dict[str, float]:
        """Return the weights by criterion id."""
        return dict(zip(self.criteria, self.values.tolist(), strict=True))


def _faults(given: Mapping[str, Any], criteria: Sequence[str]) -> list[Fault]:
    weights = given.values()
    plain = set(map(type, weights)) == {float} and all(map(math.isfinite, weights))
    if plain and min(weights) >= 0 and list(given) == list(criteria):
        return []
    missing = [Fault("weight_missing", (), {"criterion": c}) for c in criteria if c not in given]
    faults = (_fault(name, value, criteria) for name, value in given.items())
    return [*missing, *(fault for fault in faults if fault is not None)]


def _fault(name: str, value: Any, criteria: Sequence[str]) -> Fault | None:
    if name not in criteria:
        return Fault("weight_unknown_criterion", (name,), {"criterion": name, "known": criteria})
    number = double(value)
    if math.isnan(number) and not isinstance(value, float):
        return Fault("weight_not_a_number", (name,), {"criterion": name, "value": shown(value)})
    if not math.isfinite(number):
        return Fault("weight_not_finite", (name,), {"criterion": name, "value": shown(value)})
    if value < 0:
        return Fault("weight_negative", (name,), {"criterion": name, "value": float(value)})
    return None
