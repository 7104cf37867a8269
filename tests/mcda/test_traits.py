from dataclasses import FrozenInstanceError

import pytest

from mcda import METHODS, make_method
from mcda.testing import configurations
from mcda.traits import Traits


def test_least_is_promised_by_default_except_for_units():
    traits = Traits()
    assert traits.unit_free
    assert not any(
        (traits.lower_is_better, traits.needs_range, traits.monotone, traits.independent)
    )


def test_traits_are_frozen():
    with pytest.raises(FrozenInstanceError):
        Traits().monotone = True


@pytest.mark.parametrize("name", METHODS)
def test_every_configuration_declares_its_traits(name):
    for method in configurations(METHODS[name]):
        assert isinstance(method.traits, Traits)
        assert method.traits.lower_is_better == (name in ("vikor", "spotis", "pymcdm_mairca"))


@pytest.mark.parametrize("name", METHODS)
def test_linear_in_weights_means_a_closed_form(name):
    for method in configurations(METHODS[name]):
        assert method.traits.exact_stability or not method.traits.linear_in_weights


def test_fixed_range_makes_independent():
    assert make_method("topsis", {"normalisation": "range"}).traits.independent
    assert not make_method("topsis", {"normalisation": "minmax"}).traits.independent
    assert make_method("spotis").traits.independent


@pytest.mark.parametrize(
    ("name", "parameters", "meaning"),
    [
        ("ahp", {"mode": "ratings"}, "scale"),
        ("ahp", {}, "column"),
        ("topsis", {"normalisation": "range", "weighting": "distance"}, "scale"),
        ("topsis", {"normalisation": "range", "distance": "manhattan"}, "scale"),
        ("topsis", {"normalisation": "range"}, "column"),
        ("topsis", {"weighting": "distance"}, "column"),
        ("weighted_sum", {"normalisation": "range"}, "scale"),
        ("weighted_sum", {}, "column"),
        ("spotis", {}, "scale"),
        ("vikor", {}, "column"),
    ],
)
def test_weights_mean_swings_on_fixed_scales_alone(name, parameters, meaning):
    assert make_method(name, parameters).weights_meaning == meaning


def test_who_computes_otherwise_does_not_inherit_what_weights_mean():
    class Squared(METHODS["spotis"]):
        def prepare(self, matrix):
            return super().prepare(matrix)

    assert Squared().weights_meaning == "column"
