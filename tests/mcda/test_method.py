import math
from dataclasses import FrozenInstanceError, dataclass, replace
from functools import cached_property
from typing import Annotated, Literal

import annotated_types
import numpy as np
import pytest

from mcda import METHODS, Interval, make_method, rank
from mcda.column_law import BY_NORMALISATION
from mcda.errors import InvalidMethod, UnsuitableData
from mcda.explain import explain
from mcda.kernel import LinearForm, RatioForm, has_closed_form, linear_form, ratio_form
from mcda.method import DeclarationGuard, Method
from mcda.methods.ahp import Ahp
from mcda.methods.aras import Aras
from mcda.methods.promethee2 import Promethee2
from mcda.methods.spotis import Spotis
from mcda.methods.topsis import Topsis
from mcda.methods.vikor import Vikor
from mcda.methods.weighted_sum import WeightedSum
from mcda.robust import (
    acceptability,
    exact_acceptability,
    fact_changes,
    possible_ranks,
    reversal,
    smallest_change,
    stability,
)
from mcda.testing import configurations
from mcda.traits import Traits
from tests.refusals import rejects


@dataclass(frozen=True, kw_only=True)
class Toy(Method):
    name = "toy"

    kind: Literal["a", "b"] = "a"
    share: Annotated[float, annotated_types.Interval(ge=0, le=1)] = 0.5
    size: Annotated[float, annotated_types.Gt(0)] | None = None
    open_share: Annotated[float, annotated_types.Interval(gt=0, lt=1)] = 0.5
    below: Annotated[float, annotated_types.Lt(3)] = 1
    rounds: Annotated[int, annotated_types.Ge(1)] = 1
    strict: bool = False
    norm: Annotated[Literal["l1", "l2"], annotated_types.doc("Which norm.")] = "l1"


@dataclass(frozen=True, kw_only=True)
class Worded(Method):
    """Has parameters named like words of Python."""

    name = "worded"

    lambda_: Annotated[float, annotated_types.Interval(ge=0, le=1)] = 0.5
    in_: Literal["a", "b"] = "a"


def _fault(**parameters):
    with pytest.raises(InvalidMethod) as caught:
        Toy(**parameters)
    (fault,) = caught.value.faults
    return fault.code, fault.path, fault.fields["method"]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"kind": "b"},
        {"share": 0},
        {"share": 1},
        {"size": 3},
        {"rounds": 2, "strict": True, "norm": "l2"},
    ],
)
def test_allowed_parameters(given):
    assert {k: v for k, v in Toy(**given).parameters.items() if k in given} == given


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "c"}, "parameter_choice"),
        ({"kind": ["a"]}, "parameter_choice"),
        ({"share": -0.1}, "parameter_bounds"),
        ({"share": 1.5}, "parameter_bounds"),
        ({"share": "0.5"}, "parameter_number"),
        ({"share": True}, "parameter_number"),
        ({"share": math.nan}, "parameter_number"),
        ({"share": 10**400}, "parameter_number"),
        ({"size": 0}, "parameter_bounds"),
        ({"open_share": 0}, "parameter_bounds"),
        ({"open_share": 1}, "parameter_bounds"),
        ({"below": 3}, "parameter_bounds"),
        ({"rounds": 0}, "parameter_bounds"),
        ({"rounds": 2.5}, "parameter_whole"),
        ({"rounds": "2"}, "parameter_number"),
        ({"strict": "yes"}, "parameter_choice"),
        ({"strict": 1}, "parameter_choice"),
        ({"norm": "l3"}, "parameter_choice"),
    ],
)
def test_refused_parameters(given, code):
    assert _fault(**given) == (code, tuple(given), "toy")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"share": 2}, "allowed is 0 .. 1."),
        ({"open_share": 0}, "allowed is > 0, < 1."),
        ({"below": 3}, "allowed is < 3."),
        ({"rounds": 0}, "allowed is >= 1."),
        ({"strict": "yes"}, "allowed are: true, false."),
    ],
)
def test_the_refusal_says_what_is_allowed(given, said):
    with pytest.raises(InvalidMethod) as caught:
        Toy(**given)
    assert caught.value.faults[0].say().endswith(said)


def test_the_remedy_of_a_parameter_speaks_of_any_method_and_that_of_a_threshold_of_its_own():
    with pytest.raises(InvalidMethod) as caught:
        Toy(share="0.5")
    assert "ushape" not in caught.value.help()
    with pytest.raises(InvalidMethod) as caught:
        make_method("promethee2", {"preferences": {"x": {"type": "vshape"}}})
    assert "for vshape p" in caught.value.help()


def test_configurations_take_the_kind_of_each_parameter():
    made = {(one.norm, one.share, one.rounds) for one in configurations(Toy)}
    assert made == {(norm, share, 1) for norm in ("l1", "l2") for share in (0.0, 0.5, 1.0)}


def test_every_wrong_parameter_is_reported():
    with rejects(InvalidMethod, paths=[("kind",), ("share",)]):
        Toy(kind="c", share=2)


def test_empty_parameters_are_left_out():
    assert "size" not in Toy().parameters


def test_a_field_named_like_a_word_of_python_loses_its_underscore():
    assert Worded.parameter_fields() == {"lambda": "lambda_", "in": "in_"}
    assert Worded.of({"lambda": 0.25}).parameters == {"lambda": 0.25, "in": "a"}
    with pytest.raises(InvalidMethod) as caught:
        Worded(lambda_=2, in_="c")
    assert [f.path for f in caught.value.faults] == [("lambda",), ("in",)]
    assert [f.fields["parameter"] for f in caught.value.faults] == ["lambda", "in"]


def test_unknown_parameters_are_named_beside_the_known():
    with pytest.raises(InvalidMethod) as caught:
        Worded.of({"lambda_": 0.25, "size": 1})
    assert [(f.code, f.path) for f in caught.value.faults] == [
        ("parameter_unknown", ("lambda_",)),
        ("parameter_unknown", ("size",)),
    ]
    assert caught.value.faults[0].fields["known"] == ["lambda", "in"]


def test_configured_method_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Toy().share = 1


def test_base_class_leaves_the_mathematics_open(make_matrix):
    with pytest.raises(NotImplementedError):
        Toy().prepare(make_matrix([[1]]))
    assert Toy().traits == Traits(unit_free=False)
    assert Toy().column_law() is Toy().preference_degrees(["c0"]) is None


def test_a_method_reads_all_columns_and_serves_all_rows_unless_it_says_otherwise():
    toy = Toy()
    assert toy.unused_columns(["c0"]) == frozenset()
    assert toy.restricted(["a0", "a1"], [1]) is toy


@pytest.mark.parametrize("name", METHODS)
def test_registered_methods_are_described(name):
    cls = METHODS[name]
    assert cls.name == name
    assert set(cls.title) == {"en", "zh"}
    assert cls.reference
    assert isinstance(make_method(name).traits, Traits)


NOTHING = Traits(unit_free=False)


@dataclass(frozen=True, kw_only=True)
class Concave(WeightedSum):
    """Worth of the root of what is normalised."""

    name = "concave"

    def prepare(self, matrix):
        return LinearForm(np.sqrt(np.clip(super().prepare(matrix).local, 0, None)))


class Declaring2(Concave):
    """Declares anew, and the computation is its own."""

    @cached_property
    def traits(self):
        return Traits(monotone=True)

    def column_law(self):
        return BY_NORMALISATION["minmax"]


class OnTheWay:
    """Changes what is computed from outside the methods."""

    def prepare(self, matrix):
        return super().prepare(replace(matrix, values=matrix.values**2))


class Mixed(OnTheWay, WeightedSum):
    pass


class Helped(Ahp):
    def _scaled(self, vector):
        return vector**2


class Renamed(WeightedSum):
    """Says nothing else than its base."""

    name = "renamed"
    title = {"en": "Renamed", "zh": "改名"}  # noqa: RUF012 - never written
    reference = "as its base"


@dataclass(frozen=True, kw_only=True)
class Defaulted(WeightedSum):
    """Another default and a parameter."""

    normalisation: str = "range"
    unused: float = 0.0


class Both(Declaring2, Mixed):
    """Joins what one declares with what another computes."""


def silent(method):
    return (
        method.traits == NOTHING
        and method.column_law() is None
        and method.preference_degrees(["c0"]) is None
    )


@pytest.mark.parametrize("cls", [Concave, Mixed, Helped, Both])
def test_who_computes_otherwise_declares_nothing(cls):
    assert silent(cls())


@pytest.mark.parametrize("base", METHODS.values())
def test_so_it_is_for_every_method(base):
    class Other(base):
        def prepare(self, matrix):
            return super().prepare(matrix)

    class Further(Other):
        pass

    for method in (Other(), Further()):
        assert method.traits == base().traits.requirements()
        assert method.column_law() is method.preference_degrees(["c0"]) is None


def test_names_and_parameters_are_no_computation():
    assert Renamed().traits == WeightedSum().traits
    assert Renamed().column_law() == WeightedSum().column_law()
    assert Defaulted().column_law() == BY_NORMALISATION["range"]
    assert Defaulted().traits.independent


def test_what_is_declared_anew_holds():
    assert Declaring2().traits == Traits(monotone=True)
    assert Declaring2().column_law() == BY_NORMALISATION["minmax"]
    assert Promethee2().preference_degrees(["c0"]) is not None


def test_a_constant_that_computing_may_read_is_computation():
    class Base(DeclarationGuard):
        declarations = ("certain",)
        free = frozenset({"note"})
        certain = False

    class Sure(Base):
        certain = True
        size = 3

    class Noted(Sure):
        note = "other words"

    class Larger(Sure):
        size = 4

    assert (Base.certain, Sure.certain, Noted.certain, Larger.certain) == (False, True, True, False)


@dataclass(frozen=True, eq=False)
class Squared(LinearForm):
    def scores(self, weights):
        return super().scores(weights**2)

    def order(self, weights):
        return super().order(weights**2)


@dataclass(frozen=True, eq=False)
class Nearest(RatioForm):
    def scores(self, weights):
        return 1.0 - self.distances(weights)[0]

    def order(self, weights):
        return self.scores(weights)


@dataclass(frozen=True, eq=False)
class Noted(LinearForm):
    def outcome(self, weights):
        return {"said": True}


def test_a_form_that_orders_otherwise_does_not_pass_for_linear():
    table = np.array([[1.0, 2.0], [2.0, 1.0]])
    squared, nearest = Squared(table), Nearest(table, table.max(axis=0), table.min(axis=0), 1.0)
    for form in (squared, nearest):
        assert form.worth is None
        assert linear_form(form) is ratio_form(form) is None
        assert not has_closed_form(form)
    assert linear_form(Noted(table)) is not None


def test_scaled_and_shifted_sums_are_still_in_the_order_of_their_sums(make_problem, weigh):
    problem = make_problem([[1.0, 5.0], [4.0, 2.0]])
    for name in ("aras", "marcos", "pymcdm_ocra"):
        assert rank(problem, weigh(1, 2), name).prepared.worth is not None


@dataclass(frozen=True, kw_only=True)
class Strange(Method):
    """Declares nothing at all."""

    name = "strange"
    title = {"en": "Strange", "zh": "奇异"}  # noqa: RUF012 - never written
    reference = "none"

    def prepare(self, matrix):
        return Squared(matrix.values / 10.0)


class OtherSums(WeightedSum):
    def prepare(self, matrix):
        return Squared(super().prepare(matrix).local)


class OtherCloseness(Topsis):
    def prepare(self, matrix):
        form = super().prepare(matrix)
        return Nearest(form.oriented, form.best, form.worst, form.power)


class OtherShares(Aras):
    def prepare(self, matrix):
        return super().prepare(replace(matrix, values=matrix.values**2))


class OtherFlows(Promethee2):
    def prepare(self, matrix):
        return super().prepare(replace(matrix, values=np.floor(matrix.values)))


class OtherRegrets(Vikor):
    def prepare(self, matrix):
        return super().prepare(replace(matrix, values=np.sqrt(matrix.values)))


class OtherRanges(Spotis):
    def prepare(self, matrix):
        return super().prepare(replace(matrix, values=np.sqrt(matrix.values)))


OTHERS = (Strange, OtherSums, OtherCloseness, OtherShares, OtherFlows, OtherRegrets, OtherRanges)


@pytest.mark.parametrize("cls", [Concave, *OTHERS])
def test_nothing_is_proved_of_facts_and_ranks_where_nothing_is_declared(cls, make_problem, weigh):
    """Everything runs, and says that it was searched."""
    rows = [[9, 2, Interval(low=3, high=6)], [4, 6, 3], [Interval(low=1, high=8), 7, 5], [5, 5, 1]]
    ranking = rank(make_problem(rows, ranges=[(0, 10)] * 3), weigh(3, 2, 1), cls())
    assert not any(fact.exact for fact in fact_changes(ranking).facts)
    ranks = possible_ranks(ranking).alternatives
    assert all(not item.best_proved or item.best == 1 for item in ranks)
    assert all(not item.worst_proved or item.worst == len(ranks) for item in ranks)
    assert not reversal(ranking).guaranteed
    assert acceptability(ranking, 200) is not None
    assert explain(ranking) is not None


@pytest.mark.parametrize("cls", [Strange, OtherSums, OtherCloseness])
def test_nothing_is_proved_of_weights_where_the_form_declares_nothing(cls, make_problem, weigh):
    ranking = rank(make_problem([[9, 2], [4, 6], [1, 7]]), weigh(3, 2), cls())
    assert not any(item.exact for item in stability(ranking).weights)
    found = smallest_change(ranking)
    assert found is not None
    assert found.lower_bound == 0
    with pytest.raises(UnsuitableData, match="not that of a weighted sum"):
        exact_acceptability(ranking, "any")


def test_thresholds_of_a_method_of_ones_own_are_those_of_its_own_ranking(make_problem, weigh):
    problem = make_problem([[9, 2], [4, 6], [1, 7]], ranges=[(0, 10), (0, 10)])
    ranking = rank(problem, weigh(1, 1), Concave(normalisation="range"))
    seen = 0
    for fact in fact_changes(ranking).facts:
        i, j = problem.alternative_ids.index(fact.alternative), int(fact.criterion[1:])
        for threshold, step in ((fact.below, -1e-6), (fact.above, 1e-6)):
            if threshold is None:
                continue
            first = {}
            for side in (-step, step):
                rows = problem.values.copy()
                rows[i, j] = threshold.value + side
                moved = replace(problem, performances=rows.tolist())
                first[side] = rank(moved, ranking.weights, ranking.method).winners
            assert first == {-step: (fact.winner,), step: (threshold.winner,)}
            seen += 1
    assert seen >= 5
