"""Weightings side by side."""

from typing import Any

import numpy as np
import pytest

import weights
from mcda.errors import InvalidMethod, InvalidProblem, InvalidWeights, NotFound, UnsuitableData
from mcda.kernel import LinearForm
from mcda.method import Matrix, Prepared
from mcda.methods.topsis import Topsis
from mcda.problem import Alternative, Criterion, Problem
from mcda.ranking import rank
from mcda.weight_vector import WeightVector
from weights.comparison.compare import compare
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
    for item in found.winner_regions:
        ends = item.stretches[0].winner, item.stretches[-1].winner
        for name, winner in zip(item.between, ends, strict=True):
            assert winner in found.winners[name]
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


def test_the_seed_is_told_where_something_was_drawn() -> None:
    asked = large(9, 16, 6)
    assert compare(*large(9, 14, 6)).seed is None
    found = compare(*asked)
    assert found.seed == 7
    assert not all(gap.exact for gap in found.disagreement)
    assert compare(*asked, rng=3).seed == 3
    assert compare(*asked, rng=np.random.default_rng(7)).seed is None
    assert compare(*asked, rng=np.random.default_rng(7)).disagreement == found.disagreement


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
        ({"kind": "profile", "id": "nobody"}, NotFound, "unknown_profile", ("id",)),
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
    with pytest.raises(UnsuitableData) as caught:
        compare(problem(), stated)
    assert caught.value.code == "score_not_finite"


def test_one_alternative_pleases_everybody() -> None:
    only = Problem(
        criteria=problem().criteria, alternatives=(Alternative(id="x"),), performances=[[1, 2, 3]]
    )
    found = compare(only, STATED)
    assert found.consensus.alternative == "x"
    assert found.consensus.objects_most is None
    assert found.disagreement == ()
    assert found.kendall_tau["owner"]["sales"] == 0
