"""AHP as a ranking method: local priorities of the alternatives, weighted and added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated, Any, Literal

import numpy as np
from annotated_types import doc

from mcda.cells import FloatArray
from mcda.column_law import BY_NORMALISATION, ColumnLaw
from mcda.errors import Fault, InvalidMethod, Note, error_path
from mcda.kernel import LinearForm
from mcda.method import Matrix, Method, Prepared
from mcda.methods.registry import METHODS
from mcda.pairwise import consistency, priorities, read_matrix
from mcda.prepare.normalise import Normalisation, divide, normalise
from mcda.texts.suggestions import json_text
from mcda.traits import LINEAR, ON_SCALE, Traits


@dataclass(frozen=True, kw_only=True)
class AhpDetails:
    """What AHP says besides the priorities."""

    consistency_ratios: Annotated[
        Mapping[str, float],
        doc("with `comparisons`, the consistency ratio of each criterion's matrix."),
    ]


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class Ahp(Method):
    r"""Rank by :math:`S_i = \sum_j w_j p_{ij}`, in 0..1, larger is better.

    Local priorities ``p`` come from the numbers (``x / sum x``, costs ``(1/x) / sum (1/x)``) or,
    where given, from pairwise comparisons of the alternatives (principal eigenvector). The
    ``ideal`` mode divides each criterion's priorities by the largest. In ``ratings`` mode (absolute
    measurement) the priority is the value on the criterion's scale, 0 at the worst end and 1 at the
    best, whatever else is on the list: no alternative changes the order of two others.

    References
    ----------
    Saaty, T. L. (1980). The Analytic Hierarchy Process. Saaty, T. L. & Vargas, L. G. (1993).
    Experiments on rank preservation and reversal in relative measurement. Mathematical and
    Computer Modelling 17(4-5), 13-18. doi:10.1016/0895-7177(93)90171-T
    """

    name = "ahp"
    place = 2
    title = {"en": "AHP", "zh": "AHP（层次分析法）"}  # noqa: RUF012 - never written
    reference = "Saaty (1980), The Analytic Hierarchy Process, McGraw-Hill"
    details = AhpDetails

    mode: Literal["distributive", "ideal", "ratings"] = "distributive"
    """``distributive`` (priorities sum to 1 a criterion), ``ideal`` or ``ratings``."""
    comparisons: Mapping[str, Sequence[Sequence[float]]] = field(default_factory=dict)
    """By criterion id, a reciprocal matrix over all alternatives, in the problem's order; none in
    ``ratings`` mode."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.comparisons, Mapping):
            value = json_text(self.comparisons)
            fields = {"method": "ahp", "parameter": "comparisons", "value": value}
            raise InvalidMethod([Fault("parameter_mapping", ("comparisons",), fields)])
        if self.comparisons and self.mode == "ratings":
            raise InvalidMethod([Fault("comparisons_in_ratings", ("comparisons",))])

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        return ON_SCALE if self.mode == "ratings" else replace(LINEAR, monotone=True)

    def unused_columns(self, criteria: Sequence[str]) -> frozenset[str]:
        """Return the criteria whose alternatives are judged in pairs."""
        unknown = [c for c in self.comparisons if c not in criteria]
        if unknown:
            allowed = {"known": tuple(criteria)}
            raise InvalidMethod(
                Fault(
                    "comparisons_unknown_criterion", ("comparisons", c), {"criterion": c, **allowed}
                )
                for c in unknown
            )
        return frozenset(self.comparisons)

    def restricted(self, alternatives: Sequence[str], kept: Sequence[int]) -> "Ahp":
        """Return the method with comparisons among the kept alternatives only."""
        if not self.comparisons:
            return self
        reduced = {}
        for criterion, rows in self.comparisons.items():
            with error_path("comparisons", criterion):
                matrix = read_matrix(rows, alternatives)
            reduced[criterion] = matrix[np.ix_(kept, kept)].tolist()
        return replace(self, comparisons=reduced)

    def column_law(self) -> ColumnLaw:
        """Return the column law of the columns that are not judged in pairs."""
        return BY_NORMALISATION[self._normalisation]

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the table of local priorities."""
        judged = self.unused_columns(matrix.criteria)
        local, ratios, notes = self._from_numbers(matrix, judged), {}, []
        for criterion, rows in self.comparisons.items():
            with error_path("comparisons", criterion):
                judgements = read_matrix(rows, matrix.alternatives)
            own = priorities(judgements)
            if self.mode != "distributive":
                own = divide(own, own.max())
            local[..., matrix.criteria.index(criterion)] = own
            result = consistency(judgements)
            ratios[criterion] = result.ratio
            if not result.acceptable:
                fields = {"criterion": criterion, "ratio": result.ratio, "table": result.table}
                notes.append(Note("inconsistent_comparisons", ("comparisons", criterion), fields))
        details: dict[str, Any] = {"consistency_ratios": ratios} if ratios else {}
        return LinearForm(local, details=details, notes=tuple(notes))

    @property
    def _normalisation(self) -> Normalisation:
        kinds: Mapping[str, Normalisation] = {"distributive": "sum", "ideal": "linear"}
        return kinds.get(self.mode, "range")

    def _from_numbers(self, matrix: Matrix, judged: frozenset[str]) -> FloatArray:
        used = [j for j, c in enumerate(matrix.criteria) if c not in judged]
        local = np.zeros(matrix.values.shape)
        if used:
            part = replace(
                matrix,
                values=matrix.values[..., used],
                benefit=matrix.benefit[used],
                ranges=matrix.ranges[used],
                criteria=tuple(matrix.criteria[j] for j in used),
                curves={at: matrix.curves[j] for at, j in enumerate(used) if j in matrix.curves},
            )
            kind = self._normalisation
            local[..., used] = normalise(part, kind, f"{self.name} ({self.mode}: {kind})")
        return local
