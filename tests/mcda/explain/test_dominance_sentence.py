"""Dominance in words."""

from mcda import Interval, rank
from mcda.explain import dominance


def found(make_problem, weigh, rows, directions=None, method="weighted_sum"):
    return dominance(rank(make_problem(rows, directions), weigh(*[1] * len(rows[0])), method))


def test_whom_the_winner_dominates(make_problem, weigh):
    relation = found(make_problem, weigh, [[9, 4, 1], [8, 3, 1], [1, 5, 0]])
    assert relation.sentence.say() == (
        "a0 dominates 1 of the other 2: it is better than a1 on 2 of 3 criteria, equal on the "
        "others. Dominated by none (2 of 3): a0, a2."
    )
    assert relation.sentence.say("zh", {"a0": "北区"}) == (
        "“北区”在其余 2 个方案中对 1 个全面占优：与“a1”相比，3 项准则中有 2 项更好，其余相同。"
        "未被任何方案全面占优的有 2 个（共 3 个）：“北区”、“a2”。"
    )


def test_better_everywhere_and_better_on_some(make_problem, weigh):
    relation = found(make_problem, weigh, [[9, 4], [8, 3], [9, 1]])
    assert relation.sentence.say().startswith(
        "a0 dominates 2 of the other 2: it is better than a2 on 1 of 2 criteria, equal on the "
        "others; than a1 on every criterion. "
    )
    assert relation.sentence.say("zh").startswith(
        "“a0”在其余 2 个方案中对 2 个全面占优：与“a2”相比，2 项准则中有 1 项更好，其余相同；"
        "与“a1”相比，每项准则都更好。"
    )


def test_for_certain(make_problem, weigh):
    rows = [[Interval(low=6, high=9), 4], [5, 3], [Interval(low=1, high=8), 3]]
    relation = found(make_problem, weigh, rows)
    assert relation.sentence.say().startswith(
        "a0 dominates 2 of the other 2: it is better than a1 on every criterion, and worse on none "
        "whatever the uncertain values turn out to be; than a2 on every criterion. "
    )
    said = relation.sentence.say("zh")
    assert "都更好，且无论不确定的值最终如何，都无一项逊于它；与“a2”相比" in said


def test_nobody_is_dominated(make_problem, weigh):
    relation = found(make_problem, weigh, [[3, 1], [1, 2]])
    assert relation.sentence.say() == (
        "a0 dominates none of the other 1: each is better on some criterion, or equal on all. "
        "Dominated by none (2 of 2): a0, a1."
    )
    assert "“a0”对其余 1 个方案均未全面占优" in relation.sentence.say("zh")


def test_a_winner_that_shares_its_rank_may_be_dominated(make_problem):
    from mcda import WeightVector

    problem = make_problem([[3, 1], [3, 2], [1, 0]])
    weights = WeightVector.normalised(problem.criterion_ids, [1, 0])
    relation = dominance(rank(problem, weights, "weighted_sum"))
    assert relation.dominators_of("a0") == ("a1",)
    said = relation.sentence.say()
    assert "At least as good as a0 on every criterion, and better on some: a1." in said
    assert "在每项准则上都不逊于“a0”" in relation.sentence.say("zh")


def test_long_lists_are_counted(make_problem, weigh):
    relation = found(make_problem, weigh, [[20 - i, i % 2] for i in range(0, 20, 2)])
    said = relation.sentence.say()
    assert said.startswith("a0 dominates 9 of the other 9: it is better than a1 on 1 of 2 criteria")
    assert "; than 4 more. Dominated by none (1 of 10): a0." in said
    assert "；另有 4 个。" in relation.sentence.say("zh")
