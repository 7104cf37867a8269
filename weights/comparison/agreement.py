"""On which criteria two weightings agree, and on which they differ most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated, ClassVar

from mcda.cells import FloatArray
from mcda.errors import Note
from mcda.plain import UNTOLD
from mcda.texts import Label
from mcda.texts.figures import formatted
from mcda.texts.phrases import listed

ALIKE = 0.03
"""Weights that differ by at most this are as good as the same."""
_FEW = 2  # criteria that a sentence makes exceptions of
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightAgreement:
    """Two weightings, criterion by criterion.

    Parameters
    ----------
    between
        Their names.
    alike
        Ids of the criteria whose weights differ by at most 0.03.
    apart
        Of the others: the weight under the second less that under the first, by id, the largest
        difference first.
    weights
        Under both, by criterion.
    """

    between: tuple[str, str]
    alike: tuple[str, ...]
    apart: Mapping[str, float]
    weights: Annotated[Mapping[str, tuple[float, float]], UNTOLD]
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """The agreement in words."""
        both = {"one": self.between[0], "other": self.between[1]}
        if not self.apart:
            return Note("agreement_whole", (), both)
        parts = [self._part(key) for key in self.apart]
        alike = [Label(key) for key in self.alike]
        if len(parts) <= min(_FEW, len(alike)):
            return Note("agreement_but", (), {**both, "parts": listed(parts)})
        fields = {**both, "part": parts[0]}
        if not alike:
            return Note("agreement_none", (), fields)
        return Note("agreement_on", (), {**fields, "alike": listed(alike)})

    def _part(self, criterion: str) -> Note:
        first, second = (formatted(weight, ".0%") for weight in self.weights[criterion])
        fields = {"criterion": criterion, "first": first, "second": second}
        return Note("agreement_part", (), fields)


def agreements(
    names: Sequence[str], values: FloatArray, criteria: Sequence[str]
) -> tuple[WeightAgreement, ...]:
    """Return one for every two weightings.

    Parameters
    ----------
    names
        Of the ``s`` weightings.
    values
        ``(s, n)``, rows sum to 1.
    criteria
        Ids of the ``n`` criteria.
    """
    rows = dict(zip(names, values.tolist(), strict=True))
    return tuple(_agreement(pair, rows, criteria) for pair in combinations(names, 2))


def _agreement(
    pair: tuple[str, str], rows: Mapping[str, Sequence[float]], criteria: Sequence[str]
) -> WeightAgreement:
    weights = dict(zip(criteria, zip(*(rows[name] for name in pair), strict=True), strict=True))
    moved = {key: second - first for key, (first, second) in weights.items()}
    apart = [key for key in criteria if abs(moved[key]) > ALIKE + _ROUNDING]
    apart.sort(key=lambda key: -abs(moved[key]))
    return WeightAgreement(
        between=pair,
        alike=tuple(key for key in criteria if key not in apart),
        apart={key: moved[key] for key in apart},
        weights=weights,
    )
