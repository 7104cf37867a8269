"""Each law finds the method that breaks it: a suite that lets everything pass proves nothing."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from mcda.kernel import LinearForm
from mcda.methods.topsis import Topsis
from mcda.methods.weighted_product import WeightedProduct
from mcda.methods.weighted_sum import WeightedSum
from mcda.testing import laws, laws_for
from mcda.testing.strategies import cases


def _broken(base, spoil=None, law=None, **promised):
    """Make a method like `base` with a spoilt preparation, or with promises that it cannot keep."""

    @dataclass(frozen=True, kw_only=True)
    class Broken(type(base)):
        @property
        def traits(self):
            return replace(base.traits, **promised)

        def prepare(self, matrix):
            return spoil(matrix, super().prepare) if spoil else super().prepare(matrix)

        def column_law(self):
            return law

    return Broken(**base.parameters)


def _costs_rewarded(matrix, prepare):
    return prepare(replace(matrix, benefit=np.ones_like(matrix.benefit)))


def _first_row_favoured(matrix, prepare):
    local = prepare(matrix).local.copy()
    local[..., 0, :] += 1
    return LinearForm(local)


def _first_column_favoured(matrix, prepare):
    local = prepare(matrix).local.copy()
    local[..., 0] *= 3
    return LinearForm(local)


def _weights_ignored(matrix, prepare):
    return _Unweighted(prepare(matrix).local)


def _contributions_halved(matrix, prepare):
    return _Halved(prepare(matrix).local)


def _first_weights_for_all(matrix, prepare):
    return _Forgetful(prepare(matrix).local)


def _first_matrix_for_all(matrix, prepare):
    local = prepare(matrix).local
    return LinearForm(np.broadcast_to(local[:1], local.shape) if local.ndim == 3 else local)


def _vector(matrix, prepare):
    return WeightedSum(normalisation="vector").prepare(matrix)


def _squared(matrix, prepare):
    return LinearForm(prepare(matrix).local ** 2)


def _gaps_doubled(matrix, prepare):
    return _Doubled(prepare(matrix).local)


class _Doubled(LinearForm):
    def attribution(self, weights, first):
        told = super().attribution(weights, first)
        return replace(told, gaps=2 * told.gaps)


class _Unweighted(LinearForm):
    def scores(self, weights):
        return super().scores(np.full_like(weights, 1 / weights.shape[1]))


class _Halved(LinearForm):
    def contributions(self, weights, scores):
        return super().contributions(weights, scores) / 2


class _Forgetful(LinearForm):
    def scores(self, weights):
        return super().scores(np.broadcast_to(weights[:1], weights.shape))


SUM, RAW = WeightedSum(normalisation="minmax"), WeightedSum(normalisation="none")
CULPRITS = [
    (laws.order_of_alternatives_is_irrelevant, _broken(SUM, _first_row_favoured)),
    (laws.order_of_criteria_is_irrelevant, _broken(SUM, _first_column_favoured)),
    (laws.unit_is_irrelevant, _broken(RAW, unit_free=True)),
    (laws.origin_is_irrelevant, _broken(WeightedProduct(), shift_free=True)),
    (laws.dominated_is_never_above, _broken(SUM, _costs_rewarded)),
    (laws.better_cell_never_lowers_rank, _broken(RAW, _costs_rewarded)),
    (laws.zero_weight_has_no_influence, _broken(SUM, _weights_ignored)),
    (laws.contributions_sum_to_score, _broken(SUM, _contributions_halved)),
    (laws.gaps_sum_to_differences_of_scores, _broken(SUM, _gaps_doubled)),
    (laws.columns_count_as_declared, _broken(SUM, _vector, SUM.column_law())),
    (laws.columns_count_as_declared, _broken(SUM, _squared, SUM.column_law())),
    (laws.exact_thresholds_hold_on_both_sides, _broken(SUM, _vector, SUM.column_law())),
    (laws.exact_thresholds_hold_on_both_sides, _broken(SUM, _squared, SUM.column_law())),
    (laws.third_alternative_is_irrelevant, _broken(Topsis(), independent=True)),
    (
        laws.swings_are_worth_their_weights,
        _broken(Topsis(normalisation="range"), weighs_swings=True),
    ),
    (laws.batch_of_weights_is_single_rankings, _broken(SUM, _first_weights_for_all)),
    (laws.batch_of_matrices_is_single_rankings, _broken(SUM, _first_matrix_for_all)),
]


SEARCH = settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # the first culprit is enough, it need not be the smallest
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.parametrize(("law", "method"), CULPRITS, ids=lambda x: getattr(x, "__name__", ""))
def test_law_catches_its_culprit(law, method):
    assert law in laws_for(method)

    @SEARCH
    @given(cases(method))
    def run(case):
        law(method, case)

    with pytest.raises(AssertionError):
        run()


def test_wrong_sense_of_the_score_is_caught():
    method = _broken(SUM, lower_is_better=True)

    @SEARCH
    @given(cases(method, alternatives=(2, 4)))
    def run(case):
        laws.ranks_follow_scores(method, case)

    with pytest.raises(AssertionError):
        run()
