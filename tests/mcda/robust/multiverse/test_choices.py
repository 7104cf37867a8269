"""What differs between configured methods, and the base with one thing changed."""

import pytest

from mcda.methods import make_method
from mcda.methods.vikor import Vikor
from mcda.robust.multiverse.choices import key, levels, single_changes, varying


def changes(base, other):
    return [(name, value, levels(changed)) for name, value, changed in single_changes(base, other)]


def test_levels_use_the_names_of_parameters():
    assert levels(make_method("topsis")) == {
        "method": "topsis",
        "normalisation": "vector",
        "distance": "euclidean",
        "weighting": "squared",
    }
    assert levels(make_method("waspas", {"lambda": 0.25}))["lambda"] == 0.25
    assert levels(make_method("promethee2")) == {"method": "promethee2", "preferences": {}}


def test_a_key_tells_parameters_apart():
    usual, linear = (
        make_method("promethee2", {"preferences": {"c0": preference}})
        for preference in ({"type": "usual"}, {"type": "linear", "q": 1, "p": 2})
    )
    methods = [make_method("promethee2"), usual, linear, make_method("vikor", {"v": 0.25})]
    assert len({key(method) for method in methods}) == 4
    assert key(make_method("vikor", {"v": 0.5})) == key(make_method("vikor"))


class TestVarying:
    def of(self, *methods):
        return varying([levels(make_method(name, given)) for name, given in methods])

    def test_method_and_what_differs_within_one(self):
        found = self.of(("topsis", {}), ("topsis", {"distance": "manhattan"}), ("vikor", {}))
        assert found == ("method", "distance")

    def test_what_differs_only_with_the_method_is_no_choice(self):
        assert self.of(("topsis", {}), ("weighted_sum", {})) == ("method",)

    def test_one_method(self):
        assert self.of(("vikor", {}), ("vikor", {"v": 0.75})) == ("v",)
        assert self.of(("vikor", {})) == ()


TOPSIS = levels(make_method("topsis"))


class TestSingleChanges:
    def test_parameters_of_the_same_method_one_at_a_time(self):
        base = make_method("topsis")
        other = make_method("topsis", {"normalisation": "sum", "distance": "chebyshev"})
        assert changes(base, other) == [
            ("normalisation", "sum", {**TOPSIS, "normalisation": "sum"}),
            ("distance", "chebyshev", {**TOPSIS, "distance": "chebyshev"}),
        ]

    def test_another_method_keeps_the_normalisation_and_shows_its_own_on_the_base(self):
        assert changes(make_method("topsis"), make_method("weighted_sum")) == [
            ("method", "weighted_sum", {"method": "weighted_sum", "normalisation": "vector"}),
            ("normalisation", "minmax", {**TOPSIS, "normalisation": "minmax"}),
        ]

    def test_a_normalisation_that_a_method_does_not_know_is_not_kept(self):
        (changed,) = changes(
            make_method("topsis", {"normalisation": "linear"}), make_method("weighted_product")
        )
        assert changed == (
            "method",
            "weighted_product",
            {"method": "weighted_product", "normalisation": "linear"},
        )
        found = changes(make_method("topsis"), make_method("weighted_product"))
        assert found[0][2] == {"method": "weighted_product", "normalisation": "linear"}

    def test_one_that_the_base_does_not_know_is_not_tried(self):
        other = make_method("topsis", {"normalisation": "vector"})
        found = changes(make_method("weighted_product"), other)
        assert [name for name, _, _ in found] == ["method"]

    def test_another_methods_number_comes_with_the_method_only(self):
        found = changes(make_method("topsis"), make_method("vikor", {"v": 0.75}))
        assert found == [("method", "vikor", {"method": "vikor", "v": 0.5})]

    def test_a_number_of_the_same_name_in_another_method_is_another_number(self):
        class Other(Vikor):
            name = "other"

        found = changes(make_method("vikor"), Other(v=0.75))
        assert found == [("method", "other", {"method": "other", "v": 0.5})]

    def test_another_method_brings_its_thresholds_and_judgements(self):
        preferences = {"c0": {"type": "linear", "q": 1, "p": 2}}
        other = make_method("promethee2", {"preferences": preferences})
        ((name, value, changed),) = single_changes(make_method("topsis"), other)
        assert (name, value, changed) == ("method", "promethee2", other)

    @pytest.mark.parametrize("name", ["topsis", "ahp", "promethee2", "spotis"])
    def test_nothing_differs_from_itself(self, name):
        assert changes(make_method(name), make_method(name)) == []
