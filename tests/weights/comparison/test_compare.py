"""Weightings side by side."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import weights
from mcda.cells import Interval
from mcda.errors import InvalidMethod, InvalidProblem, InvalidWeights, UnsuitableData
from mcda.kernel import LinearForm
from mcda.method import Matrix, Prepared
from mcda.methods.topsis import Topsis
from mcda.parks import Enterprise, appraise, load_catalogue
from mcda.problem import Alternative, Criterion, Problem
from mcda.ranking import rank
from mcda.robust import acceptability, decision, verdict
from mcda.weight_vector import WeightVector
from tests.refusals import rejects
from weights.comparison.compare import between_names, compare, weight_distances
from weights.weightings import resolve

ROWS: list[list[Any]] = [[100, 3, 4], [150, 6, 3], [120, 2, 5], [90, 1, 2]]
STATED: dict[str, Any] = {
    "owner": {"kind": "direct", "values": {"price": 6, "roads": 2, "service": 2}},
    "sales": {"kind": "ranked", "order": [["roads"], ["service"], ["price"]]},
    "books": {"kind": "objective", "scheme": "equal"},
}


def problem(rows: Any = None) -> Problem:
    return Problem(
        criteria=(
            Criterion(id="price", direction="cost"),
            Criterion(id="roads", direction="benefit"),
            Criterion(id="service", direction="benefit"),
        ),
        alternatives=tuple(Alternative(id=i) for i in ("north", "south", "east", "west")),
        performances=ROWS if rows is None else rows,
    )


def large(m: int, n: int, s: int) -> tuple[Problem, dict[str, WeightVector]]:
    rng = np.random.default_rng(3)
    made = Problem(
        criteria=[
            Criterion(id=f"c{j}", direction="cost" if j % 2 else "benefit") for j in range(n)
        ],
        alternatives=[Alternative(id=f"a{i}") for i in range(m)],
        performances=rng.uniform(1, 10, (m, n)).tolist(),
    )
    drawn = rng.dirichlet(np.ones(n), s)
    return made, {
        f"w{k}": WeightVector.normalised(made.criterion_ids, row) for k, row in enumerate(drawn)
    }


def test_the_package_offers_it() -> None:
    assert weights.compare is compare


@pytest.mark.parametrize("method", ["topsis", "vikor", "weighted_sum", "weighted_product", "ahp"])
def test_each_weighting_is_ranked_as_if_alone(method: str) -> None:
    found = compare(problem(), STATED, method)
    assert found.names == tuple(STATED)
    for place, (name, spec) in enumerate(STATED.items()):
        vector = resolve(spec, problem())
        alone = rank(problem(), vector, method)
        assert found.weightings[name].as_dict() == vector.as_dict()
        assert found.values[place].tolist() == vector.values.tolist()
        assert found.scores[place] == pytest.approx(alone.scores, rel=1e-12)
        assert found.ranks[place].tolist() == alone.ranks.tolist()
        assert tuple(found.order[place].tolist()) == alone.order
        assert found.winners[name] == alone.winners


def test_the_parts_speak_of_the_same_numbers() -> None:
    found = compare(problem(), STATED, "topsis", normalisation="minmax")
    assert found.method.parameters["normalisation"] == "minmax"
    assert found.kendall_tau["owner"]["sales"] == found.kendall_tau["sales"]["owner"]
    moved = 0.5 * np.abs(found.values[0] - found.values[1]).sum()
    assert found.weight_distance["owner"]["sales"] == pytest.approx(moved)
    regret = found.scores.max(axis=1, keepdims=True) - found.scores
    chosen = problem().alternative_ids.index(found.consensus.alternative)
    assert regret.max(axis=0).argmin() == chosen
    assert list(found.consensus.regrets.values()) == pytest.approx(regret[:, chosen].tolist())
    for gap in found.disagreement:
        assert gap.winners == tuple(found.winners[name] for name in gap.between)
    wins = list(found.winners.values())
    apart = sum(not {*a} & {*b} for k, a in enumerate(wins) for b in wins[:k])
    assert len(found.disagreement) == apart > 0


def test_lower_scores_may_be_better() -> None:
    found = compare(problem(), STATED, "vikor")
    lead = found.scores - found.scores.min(axis=1, keepdims=True)
    assert found.consensus.greatest_regret == pytest.approx(lead.max(axis=0).min())
    assert all(gap.difference > 0 for gap in found.disagreement)


def test_vectors_may_name_the_criteria_in_another_order() -> None:
    vector = WeightVector.normalised(("service", "price", "roads"), [1, 5, 2], "swing", {"x": 1})
    found = compare(problem(), {"own": vector, **STATED})
    assert found.values[0] == pytest.approx([5 / 8, 2 / 8, 1 / 8])
    kept = found.weightings["own"]
    assert (kept.kind, kept.diagnostics) == ("swing", {"x": 1})
    assert kept.criteria == ("price", "roads", "service")


def test_the_matrix_is_prepared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    original = Topsis.prepare

    def counted(self: Topsis, matrix: Matrix) -> Prepared:
        calls.append("prepare")
        return original(self, matrix)

    monkeypatch.setattr(Topsis, "prepare", counted)
    compare(*large(20, 7, 20))
    assert calls == ["prepare"]


def test_the_seed_of_all_draws_is_told() -> None:
    asked = large(9, 16, 6)
    found = compare(*asked)
    assert found.seed == 7
    assert not all(gap.exact for gap in found.disagreement)
    assert compare(*asked, rng=3).seed == 3
    drawn = compare(*asked, rng=np.random.default_rng(7))
    assert drawn.seed != 7
    again = compare(*asked, rng=drawn.seed)
    assert again.disagreement == drawn.disagreement
    assert again.verdicts == drawn.verdicts


UNCERTAIN: list[list[Any]] = [
    [Interval(low=80, high=140), 3, 4],
    [150, Interval(low=4, high=7), 3],
    [120, 2, Interval(low=3, high=6)],
    [90, 1, 2],
]


def test_each_verdict_is_that_of_its_weights_alone() -> None:
    found = compare(problem(UNCERTAIN), STATED, "weighted_sum")
    for name, spec in STATED.items():
        alone = rank(problem(UNCERTAIN), resolve(spec, problem()), "weighted_sum")
        whole = verdict(alone, acceptability(alone, 2000), stated=name != "books")
        one = found.verdicts[name]
        assert whole is not None
        assert one is not None
        assert one.shares == whole.shares
        assert (one.word, one.first, one.main_rival) == (whole.word, whole.first, whole.main_rival)
        assert one.standard_error == pytest.approx(whole.standard_error)
        assert one.sentence.say() == whole.sentence.say()


def test_the_doubt_is_that_of_the_weighting() -> None:
    """A price of 0 to 100 against 60: first in 60 of 100 draws where only the price counts."""
    rows: list[list[Any]] = [[Interval(low=0, high=100), 1, 1], [60, 9, 1]]
    two = Problem(
        criteria=problem().criteria,
        alternatives=tuple(Alternative(id=i) for i in ("north", "south")),
        performances=rows,
    )
    stated = {
        name: {"kind": "direct", "values": dict(zip(two.criterion_ids, row, strict=True))}
        for name, row in {"price": (1, 0, 0), "roads": (0, 1, 0)}.items()
    }
    found = compare(two, stated, "weighted_sum")
    price, roads = found.verdicts["price"], found.verdicts["roads"]
    assert price is not None
    assert roads is not None
    assert (price.first, price.word) == ("north", "leaning")
    assert price.share_first == pytest.approx(0.6, abs=0.04)
    assert (roads.first, roads.word, roads.share_first) == ("south", "clear", 1.0)


def test_nobodys_priorities_are_no_statement() -> None:
    """Three alternatives that are level but for the draws: each is first in about a third."""
    level = Problem(
        criteria=problem().criteria[:1],
        alternatives=tuple(Alternative(id=i) for i in "abc"),
        performances=[[Interval(low=1, high=2)]] * 3,
    )
    equal = {"kind": "objective", "scheme": "equal"}
    own = {"kind": "direct", "values": {"price": 1}}
    words = {
        name: one.word if one is not None else None
        for name, one in compare(level, {"own": own, "equal": equal}).verdicts.items()
    }
    assert words == {"own": "open", "equal": "not_enough"}
    vector = resolve(equal, level)
    found = compare(level, {"own": replace(vector, stated=True), "equal": vector}).verdicts
    assert [one.word for one in found.values() if one] == ["open", "not_enough"]


def test_the_parks_are_ranked_as_they_have_it() -> None:
    """The problem's own method, the other beside it, and what the enterprise has not said."""
    criteria = ["land_price", "infrastructure", "industry_fit"]
    ids = ["ljip", "vcep", "tcr", "kitic"]
    parks = appraise(load_catalogue(), Enterprise(), parks=ids, criteria=criteria)
    assert set(parks.unsaid) == {"industry_fit"}
    rest = dict.fromkeys(criteria, 0.12)
    stated = {
        "fit": {"kind": "direct", "values": {**rest, "industry_fit": 0.76}},
        "price": {"kind": "direct", "values": {**rest, "land_price": 0.76}},
    }
    found = compare(parks, stated)
    assert found.method.parameters["mode"] == "ratings"
    for name, spec in stated.items():
        alone = rank(parks, resolve(spec, parks))
        assert found.decisions[name] == decision(alone, 2000, found.seed)
        assert found.verdicts[name] is None
    assert found.to_frame()["word"].tolist() == [
        one.word for one in found.decisions.values() if one
    ]
    price = compare(parks, stated, "topsis", normalisation="range").verdicts["price"]
    assert price is not None
    assert price.beside is not None
    assert price.beside.method.name == "ahp"
    assert "AHP" in price.sentence.say()


def test_notes_come_along() -> None:
    rows = [[100, 3, 4], [None, 6, 4], [120, 2, 4], [90, 1, 4]]
    codes = [note.code for note in compare(problem(rows), STATED).notes]
    assert codes == ["unknown_cell", "criterion_cannot_separate"]
    with pytest.raises(InvalidProblem):
        compare(problem(rows), STATED, unknowns="refuse")


@pytest.mark.parametrize(
    ("spec", "error", "code", "path"),
    [
        ({"kind": "guess"}, InvalidWeights, "kind_unknown", ()),
        (
            {"kind": "direct", "values": {"price": -1, "roads": 1, "service": 1}},
            InvalidWeights,
            "weight_negative",
            ("values", "price"),
        ),
        ({"kind": "profile", "id": "nobody"}, InvalidWeights, "unknown_profile", ("id",)),
        (WeightVector.normalised("ab", [1, 1]), InvalidWeights, "weight_missing", ()),
    ],
)
def test_a_faulty_weighting_is_named(spec: Any, error: Any, code: str, path: Any) -> None:
    with pytest.raises(error) as caught:
        compare(problem(), {"owner": STATED["owner"], "sales": spec})
    first = caught.value.faults[0]
    assert (first.code, first.path) == (code, ("weightings", "sales", *path))


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_are_refused(count: int) -> None:
    with pytest.raises(InvalidWeights) as caught:
        compare(problem(), dict(list(STATED.items())[:count]))
    assert caught.value.code == "weightings_too_few"
    assert str(count) in caught.value.say()


def test_a_faulty_method_is_refused() -> None:
    with pytest.raises(InvalidMethod):
        compare(problem(), STATED, "magic")
    with pytest.raises(InvalidMethod):
        compare(problem(), STATED, "vikor", v=2)


def test_scores_that_leave_the_numbers_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first weighting is sound, the second is not."""
    table = np.array([[1.0, 1.0, np.inf], [1.0, 2.0, 3.0], [1.0, 1.0, 1.0], [2.0, 2.0, 2.0]])

    class Bare(LinearForm):
        def scores(self, weights: Any) -> Any:
            return np.where(weights[:, 2:] > 0, np.inf, weights @ np.ones((3, 4)))

    monkeypatch.setattr(Topsis, "prepare", lambda self, matrix: Bare(np.nan_to_num(table)))
    stated = {
        "sound": {"kind": "direct", "values": {"price": 1, "roads": 1, "service": 0}},
        "other": {"kind": "direct", "values": {"price": 1, "roads": 1, "service": 1}},
    }
    with rejects(UnsuitableData, code="score_not_finite"):
        compare(problem(), stated)


def test_one_alternative_pleases_everybody() -> None:
    only = Problem(
        criteria=problem().criteria, alternatives=(Alternative(id="x"),), performances=[[1, 2, 3]]
    )
    found = compare(only, STATED)
    assert found.consensus.alternative == "x"
    assert found.consensus.objects_most is None
    assert found.disagreement == ()
    assert found.kendall_tau["owner"]["sales"] == 0
    assert list(found.verdicts.values()) == [None, None, None]
    assert found.to_frame()["word"].tolist() == [None, None, None]


def test_distance_is_the_share_of_weight_moved() -> None:
    found = weight_distances(np.array([[0.5, 0.3, 0.2], [0.2, 0.3, 0.5], [0.0, 0.0, 1.0]]))
    assert found == pytest.approx(np.array([[0, 0.3, 0.8], [0.3, 0, 0.5], [0.8, 0.5, 0]]))


def test_a_table_by_names_leaves_the_diagonal_out() -> None:
    found = between_names(["a", "b", "c"], np.arange(9.0).reshape(3, 3))
    assert found == {"a": {"b": 1, "c": 2}, "b": {"a": 3, "c": 5}, "c": {"a": 6, "b": 7}}
