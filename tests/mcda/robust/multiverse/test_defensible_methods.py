"""The default list of configurations: what is in it, what is not, and in which order."""

import pytest

from mcda.methods import METHODS, make_method
from mcda.robust.multiverse import defensible_methods
from mcda.robust.multiverse.choices import key, levels

ALL = defensible_methods(make_method("topsis"))
KEYS = [key(method) for method in ALL]


def test_each_once_and_the_own_first():
    assert len(KEYS) == len(set(KEYS))
    assert ALL[0] == make_method("topsis")
    own = make_method("vikor", {"v": 0.4})
    found = defensible_methods(own)
    assert found[0] == own
    assert {m.v for m in found if m.name == "vikor"} == {0.4, 0.25, 0.5, 0.75}


@pytest.mark.parametrize("name", [n for n, m in METHODS.items() if not m.slow_to_load])
def test_every_method_at_its_defaults(name):
    assert key(make_method(name)) in KEYS


def test_every_combination_of_choices():
    topsis = {(m.normalisation, m.distance, m.weighting) for m in ALL if m.name == "topsis"}
    normalisations = {"vector", "minmax", "max", "linear", "sum", "range"}
    distances = {
        *((d, "squared") for d in ("euclidean", "manhattan", "chebyshev")),
        *((d, "distance") for d in ("euclidean", "manhattan")),
    }
    assert topsis == {(n, *d) for n in normalisations for d in distances}
    assert {m.normalisation for m in ALL if m.name == "weighted_sum"} == normalisations
    assert {m.mode for m in ALL if m.name == "ahp"} == {"distributive", "ideal", "ratings"}
    assert {m.v for m in ALL if m.name == "vikor"} == {0.25, 0.5, 0.75}


def test_nothing_that_depends_on_units_but_for_the_own():
    assert all(method.traits.unit_free for method in ALL)
    own = make_method("weighted_sum", {"normalisation": "none"})
    found = defensible_methods(own)
    assert found[0] == own
    assert [m for m in found if not m.traits.unit_free] == [own]


def test_nothing_that_is_slow_to_load_but_for_the_own():
    assert not any(method.slow_to_load for method in ALL)
    other = next(name for name, method in METHODS.items() if method.slow_to_load)
    found = defensible_methods(make_method(other))
    assert [m.name for m in found if m.slow_to_load] == [other]


def test_the_own_method_keeps_what_is_not_varied():
    comparisons = {"c0": [[1, 3], [1 / 3, 1]]}
    found = defensible_methods(make_method("ahp", {"comparisons": comparisons}))
    judged = [m for m in found if m.name == "ahp"]
    assert [m.mode for m in judged] == ["distributive", "ideal"]
    assert all(m.comparisons == comparisons for m in judged)


def test_the_plainer_comes_first():
    def place(name, **given):
        return KEYS.index(key(make_method(name, given)))

    assert place("weighted_sum", normalisation="range") < place("moora")
    assert place("moora") < place("topsis", distance="manhattan")
    assert place("topsis", distance="manhattan") < len(KEYS)
    assert levels(ALL[1])["distance"] == "euclidean"
