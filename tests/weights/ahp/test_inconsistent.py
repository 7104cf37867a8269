"""Judgements that contradict themselves are warned of wherever weights come from them."""

import mcda
import weights

ITEMS = [f"c{k}" for k in range(7)]
CIRCLE = [[9.0 if (j - i) % 7 in (1, 2, 3) else 1 / 9 for j in range(7)] for i in range(7)]
for k in range(7):
    CIRCLE[k][k] = 1.0
TURN = [[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]]
SURE = [[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]]


def notes(said):
    return weights.resolve(said).notes


def ahp(matrix, **more):
    return {"kind": "ahp", "items": ITEMS[: len(matrix)], "matrix": matrix, **more}


def test_three_judgements_are_named_with_what_to_do():
    (note,) = notes(ahp(CIRCLE))
    assert (note.code, round(note.fields["ratio"], 2)) == ("inconsistent_judgements", 2.63)
    said, chinese = note.say(), note.say("zh", {"c0": "地价"})
    assert "c0 over c1 = 9, c1 over c4 = 9, yet c0 over c4 = 1/9." in said
    assert said.endswith("Judge these again, then rank again.")
    assert "“地价”相对“c1”为 9" in chinese
    assert chinese.endswith("请重新判断，再重新排序。")


def test_the_ranking_says_so_too():
    rows = [[(3 * i + j * j) % 7 + 1 for j in range(7)] for i in range(3)]
    problem = mcda.Problem(
        criteria=[mcda.Criterion(id=key, direction="benefit") for key in ITEMS],
        alternatives=[mcda.Alternative(id=key) for key in "abc"],
        performances=rows,
    )
    ranking = mcda.rank(problem, ahp(CIRCLE))
    assert "contradict themselves" in ranking.summary()
    assert weights.resolve(ahp(CIRCLE)).summary() in ranking.summary()
    assert "inconsistent_judgements" in [note.code for note in ranking.notes]


def test_what_is_consistent_or_not_judged_is_not_warned_of():
    assert notes(ahp(SURE)) == ()
    assert notes(ahp([[1, 9, None], [1 / 9, 1, 9], [None, 1 / 9, 1]])) == ()


def test_four_in_a_circle_have_no_three():
    ring = [[1, 9, None, 1 / 9], [1 / 9, 1, 9, None], [None, 1 / 9, 1, 9], [9, None, 1 / 9, 1]]
    (note,) = notes(ahp(ring))
    assert "these three" not in note.say()
    assert "least consistent" in note.say()


def test_node_and_judge_are_named():
    leaf = {"id": "place", "matrix": TURN, "children": ITEMS[1:4]}
    tree = {"id": "goal", "matrix": [[1, 2], [1 / 2, 1]], "children": ["c0", leaf]}
    (note,) = notes({"kind": "ahp", "hierarchy": tree})
    assert note.say().endswith("(node “place”)")
    judges = [{"name": "Li", "matrix": TURN}, {"name": "Wu", "matrix": SURE, "share": 99}]
    group = {"kind": "ahp_group", "items": ITEMS[:3], "judges": judges}
    (note,) = notes({**group, "aggregate": "priorities"})
    assert (note.path, note.say().endswith("(judge “Li”)")) == (("judges", 0), True)
    (blended,) = notes({"kind": "blend", "parts": [{"share": 1, "weights": ahp(TURN)}]})
    assert blended.path == ("parts", 0, "weights")
    judges[0]["share"] = 0
    assert notes(group) == ()
