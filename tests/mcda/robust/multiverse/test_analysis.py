"""The multiverse of an answer against single rankings of every combination."""

import itertools
from dataclasses import dataclass, replace

import numpy as np
import pytest
from scipy import stats

from mcda import Alternative, Criterion, Problem, WeightVector, make_method, rank
from mcda.cells import Interval
from mcda.errors import Fault, InvalidMethod, InvalidWeights, UnsuitableData
from mcda.kernel import LinearForm
from mcda.method import Matrix
from mcda.methods.weighted_sum import WeightedSum
from mcda.prepare.screen import Requirement
from mcda.robust import multiverse
from mcda.robust.multiverse import defensible_methods
from mcda.robust.multiverse.analysis import Formulas
from mcda.robust.multiverse.choices import key
from tests.mcda.small_problems import problem_of
from tests.refusals import rejects

N = 4
IDS = tuple(f"c{j}" for j in range(N))


def problem(rows, range_=(0.0, 10.0)):
    return problem_of(rows, ["benefit", "cost"] * 2, range_)


def drawn(seed, m=6):
    return np.random.default_rng(seed).uniform(1, 9, (m, N)).round(1).tolist()


def weigh(seed):
    return WeightVector.normalised(IDS, np.random.default_rng(seed).dirichlet(np.ones(N)))


def ranked(seed, method="topsis", **more):
    return rank(problem(drawn(seed)), weigh(seed), method, **more)


EQUAL = WeightVector.normalised(IDS, [1] * N)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("method", ["topsis", "vikor", "ahp"])
def test_every_combination_is_a_ranking(seed, method):
    answer = ranked(seed, method)
    weightings = {"own": answer.weights, "equal": EQUAL, "other": weigh(seed + 100)}
    found = multiverse(answer, weightings=weightings)
    assert found.methods[0] == answer.method
    assert found.weightings == ("own", "equal", "other")
    assert found.alternatives == answer.alternatives
    shares = dict.fromkeys(answer.alternatives, 0.0)
    combinations = iter(found.combinations)
    for k, chosen in enumerate(found.methods):
        for s, weights in enumerate(weightings.values()):
            single, combination = rank(answer.problem, weights, chosen), next(combinations)
            wanted = dict(zip(single.matrix.alternatives, single.ranks.tolist(), strict=True))
            assert dict(zip(found.alternatives, found.ranks[k, s], strict=True)) == wanted
            assert combination.ranks == wanted
            assert set(combination.winners) == set(single.winners)
            assert combination.kept == found.kept[k, s] == (answer.winner in single.winners)
            tau = stats.kendalltau(answer.ranks, single.ranks).statistic
            assert found.kendall_tau[k, s] == pytest.approx(tau, abs=1e-12)
            for winner in single.winners:
                shares[winner] += 1 / len(single.winners) / found.kept.size
    assert found.winner_shares == pytest.approx(shares)
    assert found.kept_share == pytest.approx(found.kept.mean())


def test_default_list_is_all_that_can_take_the_data_less_twins():
    ranking = rank(problem(drawn(1), range_=None), weigh(1))
    found = multiverse(ranking)
    left_out = [m for m, _ in found.unavailable] + [m for m, _ in found.same]
    listed = [key(m) for m in (*found.methods, *left_out)]
    assert sorted(listed) == sorted(key(m) for m in defensible_methods(ranking.method))
    assert {note.code for _, note in found.unavailable} == {"range_missing"}
    assert all(note.say() for _, note in found.unavailable)
    for method, twin in found.same:
        assert twin in found.methods
        np.testing.assert_array_equal(
            rank(ranking.problem, EQUAL, method).ranks, rank(ranking.problem, EQUAL, twin).ranks
        )


def test_what_the_caller_gives_is_taken_with_the_own_first():
    answer = ranked(2, "vikor", v=0.3)
    asked = ["weighted_sum", make_method("topsis", {"distance": "manhattan"}), "weighted_sum"]
    asked.append(make_method("topsis", {"normalisation": "minmax", "distance": "manhattan"}))
    found = multiverse(answer, asked)
    assert [m.name for m in found.methods] == ["vikor", "weighted_sum", "topsis", "topsis"]
    assert found.methods[0].v == 0.3
    assert found.same == ((found.methods[3], found.methods[1]),)  # told, but not left out


def responsible(answer, method, weights, weightings):
    """Return by single rankings what changes the winner alone, for two crossed methods."""
    own = answer.method

    def changes(chosen, vector):
        return answer.winner not in rank(answer.problem, vector, chosen).winners

    found = []
    if method.name != own.name:
        carried = type(method)(normalisation=own.normalisation)
        if changes(carried, answer.weights):
            found.append("method")
    if method.normalisation != own.normalisation and changes(
        replace(own, normalisation=method.normalisation), answer.weights
    ):
        found.append("normalisation")
    if weights is not answer.weights and changes(own, weights):
        found.append("weights")
    return tuple(found)


def test_responsible_for_every_combination():
    grid = [
        make_method(name, {"normalisation": kind})
        for name in ("topsis", "weighted_sum")
        for kind in ("vector", "minmax", "sum", "range")
    ]
    several, together = 0, 0
    for seed in range(60):
        answer = ranked(seed)
        weightings = {"own": answer.weights, "equal": EQUAL}
        found = multiverse(answer, grid, weightings)
        for c in found.combinations:
            wanted = responsible(answer, c.method, weightings[c.weighting], weightings)
            assert c.responsible == (() if c.kept else wanted)
            several += len(c.responsible) > 1
            together += not c.kept and not c.responsible
        for choice in found.decisive:
            changed = {"method": "weighted_sum", "weights": "topsis"}.get(choice.name, "topsis")
            kind = choice.value if choice.name == "normalisation" else "vector"
            vector = weightings[choice.value] if choice.name == "weights" else answer.weights
            alone = rank(answer.problem, vector, changed, normalisation=kind)
            assert set(choice.winners) == set(alone.winners)
            assert answer.winner not in alone.winners
    assert several > 10
    assert together > 0


def test_a_single_change_outside_the_list_is_found_too():
    """The list has the weighted sum under minmax only; alone the method keeps ``vector``."""
    names = set()
    for seed in range(60):
        found = multiverse(ranked(seed), ["weighted_sum"])
        assert len(found.methods) == 2
        names |= {choice.name for choice in found.decisive}
    assert names == {"method", "normalisation"}


@dataclass(frozen=True, kw_only=True)
class Fussy(WeightedSum):
    """A method of the caller's own that takes one normalisation only."""

    name = "fussy"

    def prepare(self, matrix):
        if self.normalisation != "minmax":
            raise UnsuitableData([Fault("zero_cost")])
        return super().prepare(matrix)


def test_a_choice_that_cannot_take_the_data_alone_is_not_responsible():
    seen = set()
    for seed in range(60):
        answer = ranked(seed)
        found = multiverse(answer, [Fussy(), Fussy(normalisation="sum")])
        assert found.methods == (answer.method, Fussy())
        assert [method for method, _ in found.unavailable] == [Fussy(normalisation="sum")]
        minmax = rank(answer.problem, answer.weights, "topsis", normalisation="minmax")
        changed = answer.winner not in minmax.winners
        assert found.changed_by == ((), ("normalisation",) if changed else ())
        seen.add(changed)
    assert seen == {True, False}


@dataclass(frozen=True, kw_only=True)
class Explosive(WeightedSum):
    """A method of the caller's own whose scores overflow where all weight is on one criterion."""

    name = "explosive"

    def prepare(self, matrix):
        return LinearForm(matrix.values * [200, 0, 0, 0], logarithmic=True)


def test_the_own_method_must_have_scores_under_every_weighting():
    ranking = rank(problem(drawn(1)), WeightVector.normalised(IDS, [1, 10, 10, 10]), Explosive())
    assert multiverse(ranking, []).kept.all()
    alone = {"alone": WeightVector.normalised(IDS, [1, 0, 0, 0])}
    with np.errstate(over="ignore"), rejects(UnsuitableData, code="score_not_finite"):
        multiverse(ranking, [], alone)


def test_a_tie_counts_as_kept():
    rows = [[2, 1], [1, 2]]
    two = Problem(
        criteria=[Criterion(id=c, direction="benefit") for c in "xy"],
        alternatives=[Alternative(id=i) for i in "ab"],
        performances=rows,
    )
    ranking = rank(two, WeightVector.normalised("xy", [3, 1]))
    assert ranking.winners == ("a",)
    found = multiverse(ranking, ["topsis"], {"level": WeightVector.normalised("xy", [1, 1])})
    assert found.kept.all()
    assert found.winner_shares == {"a": 0.75, "b": 0.25}
    back = multiverse(rank(two, WeightVector.normalised("xy", [1, 1])), [], {"w": ranking.weights})
    assert back.own_winners == ("a", "b")
    assert back.kept.all()


class TestWeightings:
    def test_the_own_come_first_as_own(self):
        answer = ranked(3)
        assert multiverse(answer, [], {"equal": EQUAL}).weightings == ("own", "equal")
        assert multiverse(answer, []).weightings == ("own",)

    def test_or_under_the_name_they_have(self):
        answer = ranked(3)
        found = multiverse(answer, [], {"equal": EQUAL, "profile": answer.weights})
        assert found.weightings == ("profile", "equal")
        np.testing.assert_array_equal(found.ranks[0, 0], sorted(answer.ranks))

    def test_go_by_criterion(self):
        answer, other = ranked(3), weigh(77)
        found = multiverse(answer, [], {"a": other, "b": other.reordered([2, 0, 3, 1])})
        np.testing.assert_array_equal(found.ranks[0, 1], found.ranks[0, 2])

    def test_another_one_called_own(self):
        with pytest.raises(InvalidWeights) as caught:
            multiverse(ranked(3), [], {"own": EQUAL})
        assert caught.value.code == "weighting_name_reserved"
        assert "own" in caught.value.say()
        assert multiverse(ranked(3), [], {"own": weigh(3)}).weightings == ("own",)

    def test_of_other_criteria(self):
        with pytest.raises(InvalidWeights) as caught:
            multiverse(ranked(3), [], {"cfo": WeightVector.normalised("xy", [1, 1])})
        assert caught.value.faults[0].path[:2] == ("weightings", "cfo")


def test_unknown_method():
    with rejects(InvalidMethod, path=(1,)):
        multiverse(ranked(3), ["topsis", "nonsense"])


def test_uncertain_cells_stay_at_their_headline():
    rows = drawn(4)
    sure = rank(problem(rows), EQUAL)
    value = rows[1][2]
    rows[1][2] = Interval(low=value - 1, high=value + 1)
    unsure = multiverse(rank(problem(rows), EQUAL))
    np.testing.assert_array_equal(unsure.ranks, multiverse(sure).ranks)


def test_cells_that_only_comparisons_replace():
    """AHP judges c0 in pairs and needs no cells there; what reads them is unavailable."""
    two = Problem(
        criteria=[Criterion(id=c, direction="benefit") for c in "xy"],
        alternatives=[Alternative(id=i) for i in "ab"],
        performances=[[None, 4], [None, 2]],
    )
    comparisons = {"x": [[1, 3], [1 / 3, 1]]}
    ranking = rank(two, WeightVector.normalised("xy", [1, 1]), "ahp", comparisons=comparisons)
    found = multiverse(ranking)
    assert {m.name for m in found.methods} == {"ahp"}
    assert {note.code for _, note in found.unavailable} == {"unknown_unbounded"}


def test_what_was_screened_out_takes_no_part():
    rows = drawn(5)
    wanted = [Requirement(criterion="c0", at_least=sorted(row[0] for row in rows)[2])]
    ranking = rank(problem(rows), EQUAL, requirements=wanted)
    assert len(ranking.excluded) == 2
    found = multiverse(ranking)
    assert set(found.alternatives) == set(ranking.alternatives)
    kept = [row for i, row in enumerate(rows) if f"a{i}" in ranking.alternatives]
    again = multiverse(rank(problem(kept), EQUAL))
    np.testing.assert_array_equal(found.ranks, again.ranks)


def test_one_alternative():
    assert multiverse(rank(problem(drawn(1, 1)), EQUAL)) is None


def matrix(seed, benefit=(True, False, True), m=7):
    n = len(benefit)
    return Matrix(
        values=np.random.default_rng(seed).uniform(1, 9, (m, n)),
        benefit=np.array(benefit),
        ranges=np.array([[0.0, 10.0]] * n),
        alternatives=tuple(f"a{i}" for i in range(m)),
        criteria=tuple(f"c{j}" for j in range(n)),
    )


def same(first, second, data):
    formulas = Formulas()
    made = [make_method(name, given).prepare(data) for name, given in (first, second)]
    assert formulas.met_at(made[0], 4) is None
    return formulas.met_at(made[1], 5) == 4


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("ahp", {}), ("weighted_sum", {"normalisation": "sum"})),
        (("ahp", {"mode": "ideal"}), ("weighted_sum", {"normalisation": "linear"})),
        (("spotis", {}), ("weighted_sum", {"normalisation": "range"})),
        (("weighted_product", {}), ("weighted_product", {"normalisation": "sum"})),
        *(
            (
                ("topsis", {"normalisation": kind, "distance": "manhattan"}),
                ("weighted_sum", {"normalisation": kind}),
            )
            for kind in ("vector", "minmax", "max", "linear", "sum", "range")
        ),
    ],
)
def test_known_twins(first, second):
    assert same(first, second, matrix(1))


def test_twins_on_these_data_only():
    """Without costs ``max`` and ``linear`` both divide by the largest."""
    kinds = [("topsis", {"normalisation": kind}) for kind in ("max", "linear")]
    assert same(*kinds, matrix(2, benefit=(True, True)))
    assert not same(*kinds, matrix(2, benefit=(True, False)))


def test_distances_are_told_apart():
    assert not same(("topsis", {}), ("topsis", {"distance": "chebyshev"}), matrix(3))


def test_no_formula_to_compare():
    formulas = Formulas()
    prepared = make_method("vikor").prepare(matrix(4))
    assert formulas.met_at(prepared, 0) is None
    assert formulas.met_at(prepared, 1) is None


def test_identical_alternatives():
    data = matrix(5)
    level = Matrix(
        values=np.ones((3, 3)),
        benefit=data.benefit,
        ranges=data.ranges,
        alternatives=data.alternatives[:3],
        criteria=data.criteria,
    )
    assert same(("weighted_sum", {}), ("weighted_sum", {"normalisation": "sum"}), level)


def test_by_ranks_under_many_weights():
    """Of the default list: twins rank alike under 300 weightings, all others differ somewhere."""
    data, formulas = matrix(6, benefit=(True, False, True, False)), Formulas()
    weights = np.random.default_rng(7).dirichlet(np.ones(4), 300)
    forms, twins = [], {}
    for method in defensible_methods(make_method("topsis")):
        try:
            prepared = method.prepare(data)
        except UnsuitableData:
            continue
        twin = formulas.met_at(prepared, len(forms))
        if twin is not None:
            twins[len(forms)] = twin
        forms.append(prepared)
    ranks = [prepared.ranks(weights) for prepared in forms]
    assert len(twins) > 8
    for place, twin in twins.items():
        np.testing.assert_array_equal(ranks[place], ranks[twin])
    kept = [place for place in range(len(forms)) if place not in twins]
    for a, b in itertools.combinations(kept, 2):
        assert (ranks[a] != ranks[b]).any()
