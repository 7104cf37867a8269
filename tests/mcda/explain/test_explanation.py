"""The whole explanation, for every method and for answers with little to say."""

from dataclasses import replace

import numpy as np
import pytest

from mcda import METHODS, Interval, Requirement, WeightVector, rank
from mcda.explain import explain
from mcda.robust import stability


def told(found, language="en", names=None):
    return [note.say(language, names or {}) for note in found.sentences]


@pytest.fixture
def problem(make_problem):
    rng = np.random.default_rng(8)
    rows = [[float(x) for x in row] for row in rng.integers(1, 9, (6, 4))]
    rows[2][1] = Interval(low=2, high=7)
    return make_problem(rows, ["benefit", "cost", "benefit", "cost"], [(0.5, 10)] * 4)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_explained(method, problem, weigh):
    ranking = rank(problem, weigh(4, 3, 2, 1), method)
    found = explain(ranking)
    assert found.winners[0] == ranking.winner
    assert [c.second for c in found.contrasts] == list(ranking.alternatives[1:4])
    assert all(c.first == ranking.winner for c in found.contrasts)
    for language in ("en", "zh"):
        said = told(found, language)
        assert len(said) == 5 + (len(ranking.winners) > 1)
        assert all("{" not in sentence for sentence in said)
        assert all(ranking.winner in sentence for sentence in said)


def test_how_many_are_contrasted(problem, weigh):
    ranking = rank(problem, weigh(4, 3, 2, 1))
    assert len(explain(ranking, rivals=9).contrasts) == 5
    none = explain(ranking, rivals=0)
    assert none.contrasts == ()
    assert len(told(none)) == 2


def test_known_stability_is_used(problem, weigh):
    ranking = rank(problem, weigh(4, 3, 2, 1))
    assert told(explain(ranking, stability=stability(ranking))) == told(explain(ranking))


def test_labels(problem, weigh):
    names = {c: f"criterion {c}" for c in problem.criterion_ids}
    names |= {a: f"park {a}" for a in problem.alternative_ids}
    said = told(explain(rank(problem, weigh(4, 3, 2, 1))), "en", names)
    assert "criterion c0 " in said[0]
    assert all("park a" in sentence for sentence in said)


def test_a_tie_is_said_first(make_problem, weigh):
    found = explain(rank(make_problem([[1, 0], [0, 1], [0, 0]]), weigh(1, 1), "weighted_sum"))
    said = told(found)
    assert said[0] == "2 alternatives share the first rank with a score of 0.5: a0, a1."
    assert said[1].startswith("a0 and a1 are level at 0.50.")
    assert said[-1].endswith("both share the first rank.")
    assert told(found, "zh")[0] == "2 个方案并列第一，得分均为 0.5：“a0”、“a1”。"


def test_one_alternative(make_problem, weigh):
    strict = [Requirement(criterion="c0", at_least=2)]
    found = explain(rank(make_problem([[1, 2], [3, 4]]), weigh(1, 1), requirements=strict))
    assert found.argument is None
    assert told(found) == [
        "a1 is the only alternative ranked, so there is nothing to compare it with; excluded by "
        "the requirements: 1."
    ]
    assert "“北区”" in told(found, "zh", {"a1": "北区"})[0]
    assert found.to_frame().empty


def test_nothing_ranked(make_problem, weigh):
    strict = [Requirement(criterion="c0", at_least=9)]
    found = explain(rank(make_problem([[1, 2], [3, 4]]), weigh(1, 1), requirements=strict))
    assert found.winners == ()
    assert found.score is None
    assert told(found) == [
        "Nothing was ranked, so there is nothing to explain; excluded by the requirements: 2."
    ]
    assert "2 个" in told(found, "zh")[0]


def test_permuting_criteria_and_alternatives_permutes_the_answer(problem):
    rows, columns = [3, 0, 5, 2, 4, 1], [2, 0, 3, 1]
    weights = WeightVector.normalised(problem.criterion_ids, [4, 3, 2, 1])
    part = problem.select(rows)
    moved = replace(
        part,
        criteria=tuple(part.criteria[j] for j in columns),
        performances=[[row[j] for j in columns] for row in part.performances],
    )
    before, after = explain(rank(problem, weights)), explain(rank(moved, weights))
    assert after.winners == before.winners
    assert after.argument.share == pytest.approx(before.argument.share)
    assert after.argument.change.criterion == before.argument.change.criterion
    assert set(after.dominance.efficient) == set(before.dominance.efficient)
    for one, other in zip(before.contrasts, after.contrasts, strict=True):
        parts = {p.criterion: p.part for p in other.parts}
        assert parts == pytest.approx({p.criterion: p.part for p in one.parts}, abs=1e-13)


def test_frame_holds_every_part(problem, weigh):
    ranking = rank(problem, weigh(4, 3, 2, 1))
    frame = explain(ranking).to_frame()
    assert len(frame) == 3 * 4
    for second, lead in frame.groupby("second", sort=False)["part"].sum().items():
        gap = (
            ranking.scores[ranking.order[0]] - ranking.scores[problem.alternative_ids.index(second)]
        )
        assert lead == pytest.approx(gap, abs=1e-12)
