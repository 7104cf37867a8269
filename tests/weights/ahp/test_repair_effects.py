"""Proposals of repair and what they would change."""

from typing import Any

import numpy as np
import pytest

import mcda
import weights
from weights.ahp.group_statement import AhpGroup
from weights.ahp.repair import JudgementChange, Repair
from weights.ahp.repair_effects import least_fitting, proposals
from weights.ahp.statement import AhpStatement
from weights.kinds.direct import Direct

SPOILT = [[1, 2, 1 / 7], [1 / 2, 1, 3], [7, 1 / 3, 1]]
SAID: dict[str, Any] = {"kind": "ahp", "items": list("abc"), "matrix": SPOILT}
PROBLEM = mcda.Problem(
    criteria=[mcda.Criterion(id=c, direction="benefit") for c in "abc"],
    alternatives=[mcda.Alternative(id=i) for i in "xyz"],
    performances=[[9, 2, 1], [5, 9, 3], [1, 4, 9]],
)


@pytest.mark.parametrize("priority", ["eigenvector", "geometric_mean"])
def test_an_accepted_proposal_gives_what_it_promised(priority):
    statement = AhpStatement.model_validate({**SAID, "priority": priority})
    vector = weights.resolve(statement, PROBLEM)
    (found,) = proposals(statement, vector, PROBLEM, "topsis")
    repaired = AhpStatement.model_validate(
        {**SAID, "priority": priority, "matrix": found.repair.matrix_after.tolist()}
    )
    after = weights.resolve(repaired, PROBLEM)
    assert after.as_dict() == pytest.approx(found.weights_after)
    assert after.diagnostics["consistency_ratio"] <= 0.1
    assert found.repair.ratio_before == pytest.approx(vector.diagnostics["consistency_ratio"])
    assert found.winners_before == mcda.rank(PROBLEM, vector, "topsis").winners
    assert found.winners_after == mcda.rank(PROBLEM, after, "topsis").winners
    assert proposals(repaired, after, PROBLEM) == ()


def test_deep_nodes_and_caps_keep_their_share():
    tree = {
        "id": "g",
        "values": [1, 3],
        "children": ["d", {"id": "n", "matrix": SPOILT, "children": list("abc")}],
    }
    caps = [{"criteria": ["d"], "at_most": 0.2}]
    statement = AhpStatement.model_validate({"kind": "ahp", "hierarchy": tree, "caps": caps})
    (found,) = proposals(statement, weights.resolve(statement))
    assert found.node == "n"
    assert found.weights_after["d"] == pytest.approx(0.2)
    assert sum(found.weights_after.values()) == pytest.approx(1)
    assert found.winners_after is None
    note = least_fitting(statement)[0]
    assert "n" in str(note.within.fields if note.within else "")


def test_a_group_gets_sentences_but_no_proposals():
    judges = [{"name": n, "matrix": SPOILT} for n in ("Li", "Wang")]
    statement = AhpGroup.model_validate(
        {"kind": "ahp_group", "items": list("abc"), "judges": judges}
    )
    assert proposals(statement, weights.resolve(statement)) == ()
    said = [note.say() for note in least_fitting(statement)]
    assert ["Li" in said[0], "Wang" in said[1]] == [True, True]


def test_other_statements_have_neither():
    statement = Direct(kind="direct", values={"a": 1.0})
    assert (proposals(statement, weights.resolve(statement)), least_fitting(statement)) == ((), ())


OWN_OPINION = [[1, 9, 1 / 9, 3], [1 / 9, 1, 9, 1 / 5], [9, 1 / 9, 1, 7], [1 / 3, 5, 1 / 7, 1]]


def test_past_a_few_steps_answers_are_asked_again():
    """What would have to move by more than half of the scale is named, not replaced."""
    statement = AhpStatement.model_validate(
        {"kind": "ahp", "items": list("abcd"), "matrix": OWN_OPINION}
    )
    problem = mcda.Problem(
        criteria=[mcda.Criterion(id=c, direction="benefit") for c in "abcd"],
        alternatives=[mcda.Alternative(id=i) for i in "xy"],
        performances=[[9, 2, 1, 1], [1, 4, 9, 2]],
    )
    vector = weights.resolve(statement, problem)
    (found,) = proposals(statement, vector, problem)
    assert found.repair.total_steps > 8
    assert found.ask_again is not None
    assert found.ask_again.code == "repair_ask_again"
    assert (found.weights_after, found.winners_after) == (None, None)
    assert found.winners_before == mcda.rank(problem, vector).winners
    for language in ("en", "zh"):
        said = found.ask_again.say(language)
        for change in found.repair.changes:
            assert change.given.say(language) in said
            assert change.sentence.say(language) not in said
    steps = [change.steps for change in found.repair.changes]
    assert steps == sorted(steps, reverse=True)


@pytest.mark.parametrize(
    ("steps", "again"), [((8,), False), ((9,), True), ((3, 3, 2), False), ((1, 1, 1, 1), True)]
)
def test_few_judgements_and_few_steps_are_still_proposed(steps, again):
    changes = tuple(JudgementChange(pair=("a", "b"), before=3.0, after=1.0, steps=s) for s in steps)
    made = Repair(
        changes=changes,
        ratio_before=0.2,
        ratio_after=0.09,
        matrix_after=np.ones((2, 2)),
        priorities_before=np.ones(2) / 2,
        priorities_after=np.ones(2) / 2,
        fewest="proved",
        steps="proved",
    )
    assert (made.ask_again is not None) == again
