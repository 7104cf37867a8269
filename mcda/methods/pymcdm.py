"""Methods of the library pymcdm that keep the laws required of every method.

Offered are methods whose dominance and monotonicity held in every trial and whose score is linear
in the weights: pymcdm then computes each criterion alone, and its results are the table of a
`LinearForm`. The library is imported in functions, since it loads matplotlib, and its objects are
made for each call, since they keep state.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module

import numpy as np

from mcda.cells import FloatArray
from mcda.column_law import BY_NORMALISATION, ColumnLaw
from mcda.kernel import LinearForm
from mcda.method import Attribution, Matrix, Method, Prepared
from mcda.methods.registry import METHODS
from mcda.prepare.normalise import refuse_not_above_zero, refuse_without_range
from mcda.traits import LINEAR, ON_SCALE, Traits


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class PymcdmMairca(Method):
    r"""Rank by the gap :math:`Q_i = \frac{1}{m} \sum_j w_j (1 - n_{ij})`, lower is better.

    ``n`` is the ``minmax`` normalisation over the ``m`` alternatives; ``Q`` lies in 0..1/m.

    References
    ----------
    Pamucar, D., Vasin, L. & Lukovac, L. (2014). Selection of railway level crossings for
    investing in security equipment using hybrid DEMATEL-MARICA model. XVI international
    scientific-expert conference on railway, Railcon, 89-92.
    """

    name = "pymcdm_mairca"
    baseline = "ideal"
    place = 16
    title = {"en": "MAIRCA (pymcdm)", "zh": "MAIRCA（多属性理想与实际比较分析法，pymcdm）"}  # noqa: RUF012
    reference = "Pamucar, Vasin & Lukovac (2014), Railcon, 89-92"
    slow_to_load = True

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        return replace(LINEAR, lower_is_better=True, shift_free=True, monotone=True)

    def column_law(self) -> ColumnLaw:
        """Return the column law of this configuration."""
        return replace(BY_NORMALISATION["minmax"], averaged=True)

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the gaps for a weight of 1."""
        return LinearForm(_asked("MAIRCA", matrix), lower_is_better=True)


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class PymcdmOcra(Method):
    r"""Rank by the operational competitiveness :math:`P_i = L_i - \min_k L_k`, larger is better.

    :math:`L_i = \sum_j w_j d_{ij}`, where ``d`` is how far a value is better than the column's
    worst, over its smallest. Needs values above zero.

    References
    ----------
    Madic, M., Petkovic, D. & Radovanovic, M. (2015). Selection of non-conventional machining
    processes using the OCRA method. Serbian Journal of Management 10(1), 61-73.
    """

    name = "pymcdm_ocra"
    baseline = "last"
    place = 17
    title = {"en": "OCRA (pymcdm)", "zh": "OCRA（运营竞争力评级法，pymcdm）"}  # noqa: RUF012 - never written
    reference = "Madic, Petkovic & Radovanovic (2015), Serbian Journal of Management 10(1), 61-73"
    slow_to_load = True

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        return replace(LINEAR, needs_positive=True, monotone=True)

    def column_law(self) -> ColumnLaw:
        """Return the column law of this configuration."""
        return ColumnLaw(scale="smallest", least="above_zero")

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the ratings for a weight of 1."""
        refuse_not_above_zero(matrix, self.name)
        empty = (matrix.values == 0).all(axis=-2, keepdims=True)  # any constant is as good
        positive = replace(matrix, values=np.where(empty, 1.0, matrix.values))
        return _AboveLast(_asked("OCRA", positive))


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class PymcdmRafsi(Method):
    r"""Rank by :math:`V_i = \sum_j w_j s_{ij}`, larger is better; free of rank reversal.

    Values are mapped from the criterion's range to :math:`f \in 1..6`; ``s`` is
    :math:`f / (2 A)` for a benefit and :math:`H / (2 f)` for a cost, with the arithmetic mean
    ``A`` and the harmonic mean ``H`` of 1 and 6. Needs ``range`` on every criterion.

    References
    ----------
    Zizovic, M., Pamucar, D., Albijanic, M., Chatterjee, P. & Pribicevic, I. (2020). Eliminating
    rank reversal problem using a new multi-attribute model - the RAFSI method. Mathematics 8(6),
    1015. doi:10.3390/math8061015
    """

    name = "pymcdm_rafsi"
    place = 18
    title = {"en": "RAFSI (pymcdm)", "zh": "RAFSI（准则子区间函数映射排序法，pymcdm）"}  # noqa: RUF012
    reference = "Zizovic et al. (2020), doi:10.3390/math8061015"
    slow_to_load = True

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        return replace(ON_SCALE, weighs_swings=False)

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the mapped values."""
        refuse_without_range(matrix, self.name)
        low, high = matrix.ranges.T
        # Draws of an unbounded distribution may pass the ends: they count as the end itself.
        inside = replace(matrix, values=np.clip(matrix.values, low, high))
        return LinearForm(_asked("RAFSI", inside, high, low))


@dataclass(frozen=True, eq=False)
class _AboveLast(LinearForm):
    """A `LinearForm` whose scores are counted from the lowest."""

    @property
    def worth(self) -> FloatArray:
        """The ratings, since the amount subtracted from the scores is the same for all rows."""
        return super().worth

    def scores(self, weights: FloatArray) -> FloatArray:
        """Return scores ``(s, m)``, of which the lowest is 0."""
        total = super().scores(weights)
        return total - total.min(axis=1, keepdims=True)

    def attribution(self, weights: FloatArray, first: int) -> Attribution | None:
        """Return the differences of the sums: the same amount is subtracted from every score."""
        return super().attribution(weights, first)

    def contributions(self, weights: FloatArray, scores: FloatArray) -> FloatArray:
        """Return the contributions of the criteria relative to the last alternative."""
        return weights * (self.local - self.local[scores.argmin()])


def _asked(name: str, matrix: Matrix, *settings: FloatArray) -> FloatArray:
    """Return pymcdm's scores of each criterion alone, shaped like the matrix.

    A column that is equal in all drawn matrices is computed once.
    """
    solver, all_weight = getattr(import_module("pymcdm.methods"), name), np.ones(1)
    tables = matrix.values.reshape(-1, *matrix.values.shape[-2:])
    ratings = np.empty_like(tables)
    for j, kind in enumerate(np.where(matrix.benefit, 1, -1)):
        alone = [setting[j : j + 1] for setting in settings]
        columns = tables[:, :, j : j + 1]
        if np.array_equal(columns, np.broadcast_to(columns[:1], columns.shape)):
            columns = columns[:1]
        ratings[:, :, j] = [
            solver(*alone)(column, all_weight, np.array([kind]), validation=False)
            for column in columns
        ]
    return ratings.reshape(matrix.values.shape)
