"""Proposals of repair and what they would change."""

from typing import Any

import pytest

import mcda
import weights
from weights.kinds.ahp import Ahp
from weights.kinds.ahp_group import AhpGroup
from weights.kinds.direct import Direct
from weights.repairs import least_fitting, proposals

SPOILT = [[1, 2, 1 / 7], [1 / 2, 1, 3], [7, 1 / 3, 1]]
SAID: dict[str, Any] = {"kind": "ahp", "items": list("abc"), "matrix": SPOILT}
PROBLEM = mcda.Problem(
    criteria=[mcda.Criterion(id=c, direction="benefit") for c in "abc"],
    alternatives=[mcda.Alternative(id=i) for i in "xyz"],
    performances=[[9, 2, 1], [5, 9, 3], [1, 4, 9]],
)


@pytest.mark.parametrize("priority", ["eigenvector", "geometric_mean"])
def test_an_accepted_proposal_gives_what_it_promised(priority: str) -> None:
    statement = Ahp.model_validate({**SAID, "priority": priority})
    vector = weights.resolve(statement, PROBLEM)
    (found,) = proposals(statement, vector, PROBLEM, "topsis")
    repaired = Ahp.model_validate(
        {**SAID, "priority": priority, "matrix": found.repair.matrix_after.tolist()}
    )
    after = weights.resolve(repaired, PROBLEM)
    assert after.as_dict() == pytest.approx(found.weights_after)
    assert after.diagnostics["consistency_ratio"] <= 0.1
    assert found.repair.ratio_before == pytest.approx(vector.diagnostics["consistency_ratio"])
    assert found.winners_before == mcda.rank(PROBLEM, vector, "topsis").winners
    assert found.winners_after == mcda.rank(PROBLEM, after, "topsis").winners
    assert proposals(repaired, after, PROBLEM) == ()


def test_deep_nodes_and_caps_keep_their_share() -> None:
    tree = {
        "id": "g",
        "values": [1, 3],
        "children": ["d", {"id": "n", "matrix": SPOILT, "children": list("abc")}],
    }
    caps = [{"criteria": ["d"], "at_most": 0.2}]
    statement = Ahp.model_validate({"kind": "ahp", "hierarchy": tree, "caps": caps})
    (found,) = proposals(statement, weights.resolve(statement))
    assert found.node == "n"
    assert found.weights_after["d"] == pytest.approx(0.2)
    assert sum(found.weights_after.values()) == pytest.approx(1)
    assert found.winners_after is None
    note = least_fitting(statement)[0]
    assert "n" in str(note.within.fields if note.within else "")


def test_a_group_gets_sentences_but_no_proposals() -> None:
    judges = [{"name": n, "matrix": SPOILT} for n in ("Li", "Wang")]
    statement = AhpGroup.model_validate(
        {"kind": "ahp_group", "items": list("abc"), "judges": judges}
    )
    assert proposals(statement, weights.resolve(statement)) == ()
    said = [note.say() for note in least_fitting(statement)]
    assert ["Li" in said[0], "Wang" in said[1]] == [True, True]


def test_other_statements_have_neither() -> None:
    statement = Direct(kind="direct", values={"a": 1.0})
    assert proposals(statement, weights.resolve(statement)) == ()
    assert least_fitting(statement) == ()
