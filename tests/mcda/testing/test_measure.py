"""The first problems of each method are measured again; and what breaks a law is found."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from mcda import METHODS
from mcda.method import Method, Prepared
from mcda.methods.measurements import LAWS, Kept, measured_laws
from mcda.methods.weighted_sum import WeightedSum
from mcda.testing import configurations
from mcda.testing.measure import EARLY, measured, written
from mcda.traits import Traits

CONFIGURED = [method for cls in METHODS.values() for method in configurations(cls)]


@pytest.mark.parametrize("method", CONFIGURED, ids=lambda m: f"{m.name}-{m.parameters}")
def test_the_first_problems_give_what_the_file_says(method):
    told = next(m for m in measured_laws(method.name) if m.parameters == method.parameters)
    assert measured(method, range(EARLY)) == told.early


def test_the_document_of_a_method_can_be_read_again():
    import tomllib

    document = tomllib.loads(written([METHODS["spotis"]()]))
    (entry,) = document["spotis"]
    (told,) = measured_laws("spotis")
    assert entry["parameters"] == {}
    for law in LAWS:
        assert Kept(kept=entry[law]["kept"], tried=entry[law]["tried"]) == told.laws[law]


@dataclass(frozen=True, kw_only=True)
class Spoilt(Method):
    """A weighted sum of raw values that breaks what it is told to."""

    name = "spoilt"
    spoil: str = ""

    @property
    def traits(self):
        return Traits()

    def prepare(self, matrix):
        if self.spoil == "dominance":
            matrix = replace(matrix, benefit=np.ones_like(matrix.benefit))
        form = WeightedSum(normalisation="none").prepare(matrix)
        if self.spoil == "monotone":  # far from the mean is good
            local = form.local - form.local.mean(axis=-2, keepdims=True)
            return replace(form, local=np.abs(local))
        return form


@pytest.mark.parametrize("law", ["dominance", "monotone"])
def test_a_broken_law_is_counted(law):
    sound, spoilt = measured(Spoilt(), range(30))[law], measured(Spoilt(spoil=law), range(30))[law]
    assert sound == Kept(kept=30, tried=30)
    assert spoilt.kept < 10
    assert spoilt.tried == 30


def test_raw_values_depend_on_the_unit_but_never_reverse():
    found = measured(Spoilt(), range(30))
    assert found["scale"].kept < 15
    assert found["reversal"] == Kept(kept=30, tried=30)


def test_where_all_are_first_nothing_can_be_reversed():
    class Level(Prepared):
        def __init__(self, m):
            self.m = m

        def scores(self, weights):
            return np.zeros((len(weights), self.m))

    class Indifferent(Spoilt):
        def prepare(self, matrix):
            return Level(matrix.values.shape[-2])

    assert measured(Indifferent(), range(5))["reversal"] == Kept(kept=0, tried=0)
