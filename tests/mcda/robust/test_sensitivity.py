"""The plan decides what runs; what the data do not allow is named."""

import pytest

from mcda import Alternative, Criterion, Interval, Normal, Problem, Requirement, WeightVector, rank
from mcda.errors import InvalidMethod, InvalidSensitivity
from mcda.robust import (
    Plan,
    acceptability,
    agreement,
    answer_set,
    ask_next,
    reversal,
    sensitivity,
    smallest_change,
    stability,
)

PARTS = ("stability", "smallest_change", "acceptability", "agreement", "reversal")


def ranked(rows, weights=(2, 1), method="topsis", **more):
    problem = Problem(
        criteria=[Criterion(id=f"c{j}", direction="benefit") for j in range(2)],
        alternatives=[Alternative(id=f"a{i}") for i in range(len(rows))],
        performances=rows,
    )
    return rank(problem, WeightVector.normalised(problem.criterion_ids, weights), method, **more)


ROWS = [[7, 2], [5, 6], [4, Interval(low=4, high=14)]]


def test_everything_by_default():
    answer = ranked(ROWS)
    found = sensitivity(answer)
    drawn = acceptability(answer)
    assert found.stability == stability(answer)
    assert found.smallest_change.distance == smallest_change(answer).distance
    assert found.acceptability.rank_shares.tolist() == drawn.rank_shares.tolist()
    assert found.acceptability.samples == 10_000
    assert found.agreement == agreement(answer)
    assert found.reversal == reversal(answer)
    assert found.answer_set == answer_set(answer, drawn)
    assert found.ask_next == ask_next(drawn)
    assert len(found.ask_next) == 1
    assert found.notes == ()


@pytest.mark.parametrize(
    ("off", "part"),
    [
        ({"stability": False}, "stability"),
        ({"smallest_change": False}, "smallest_change"),
        ({"reversal": False}, "reversal"),
        ({"samples": 0}, "acceptability"),
        ({"methods": ()}, "agreement"),
    ],
)
def test_one_part_off(off, part):
    found = sensitivity(ranked(ROWS), Plan(**{"samples": 1000, **off}))
    for name in PARTS:
        assert (getattr(found, name) is None) is (name == part), name
    assert found.notes == ()
    assert bool(found.ask_next) is (part != "acceptability")


def test_all_off():
    plan = Plan(stability=False, smallest_change=False, reversal=False, samples=0, methods=())
    found = sensitivity(ranked(ROWS), plan)
    assert all(getattr(found, name) is None for name in PARTS)
    assert ranked(ROWS).winner in found.answer_set
    assert (found.ask_next, found.notes) == ((), ())


def test_plan_reaches_the_draws():
    found = sensitivity(ranked(ROWS), Plan(samples=70, seed=5, spread="any", methods=("ahp",)))
    drawn = found.acceptability
    assert (drawn.samples, drawn.seed, drawn.spread) == (70, 5, "any")
    assert tuple(found.agreement.rankings) == ("topsis", "ahp")


def test_one_alternative():
    found = sensitivity(ranked([[1, 2]]))
    assert all(getattr(found, name) is None for name in PARTS)
    assert found.answer_set == ("a0",)
    assert [note.code for note in found.notes] == ["sensitivity_trivial"]
    assert found.notes[0].say()
    assert found.notes[0].say("zh")


def test_everything_screened_out():
    answer = ranked([[1, 2], [3, 4]], requirements=[Requirement(criterion="c0", at_least=9)])
    assert answer.order == ()
    found = sensitivity(answer)
    assert all(getattr(found, name) is None for name in PARTS)
    assert (found.answer_set, found.notes) == ((), ())


def test_all_but_one_screened_out():
    answer = ranked([[1, 2], [3, 4]], requirements=[Requirement(criterion="c0", at_least=2)])
    found = sensitivity(answer)
    assert found.answer_set == ("a1",)
    assert [note.code for note in found.notes] == ["sensitivity_trivial"]


def test_draws_the_method_cannot_take_are_noted():
    answer = ranked([[Normal(mean=1, sd=2), 3], [2, 4]], method="weighted_product")
    found = sensitivity(answer, Plan(samples=300))
    assert found.acceptability is None
    assert found.ask_next == ()
    note = found.notes[0]
    assert (note.code, note.path) == ("part_unavailable", ("sensitivity", "acceptability"))
    assert note.fields["reason"].code == "not_above_zero"
    assert "a0" in note.say()
    assert "a0" in note.say("zh")
    assert found.stability is not None
    assert found.reversal is not None
    assert answer.winner in found.answer_set


def test_comparisons_in_place_of_unknown_cells():
    """What only AHP can read leaves the rest of the analysis standing."""
    answer = ranked([[None, 4], [None, 2]], method="ahp", comparisons={"c0": [[1, 3], [1 / 3, 1]]})
    found = sensitivity(answer, Plan(samples=50))
    assert found.answer_set == ("a0",)
    assert found.stability is not None


@pytest.mark.parametrize(
    ("method", "code"),
    [("weighted_sum", "no_change_possible"), ("vikor", "no_change_found")],
)
def test_where_no_change_was_found_a_note_says_so(method, code):
    found = sensitivity(ranked([[9, 9], [1, 2], [2, 1]], method=method), Plan(samples=20))
    assert found.smallest_change is None
    assert [note.code for note in found.notes] == [code]
    assert "a0" in found.notes[0].say()
    assert "a0" in found.notes[0].say("zh")


def test_wrong_plans_are_refused():
    with pytest.raises(InvalidSensitivity):
        sensitivity(ranked(ROWS), Plan(samples=10, spread=7))
    with pytest.raises(InvalidMethod):
        sensitivity(ranked(ROWS), Plan(samples=10, methods=("nonsense",)))


@pytest.mark.parametrize("method", ["topsis", "ahp", "weighted_sum", "weighted_product", "vikor"])
def test_identical_alternatives(method):
    found = sensitivity(ranked([[2, 3], [2, 3], [2, 3]], method=method), Plan(samples=50))
    assert found.answer_set == ("a0", "a1", "a2")
    assert found.reversal.independent
    assert found.acceptability.rank_shares.tolist() == [[1, 0, 0]] * 3
