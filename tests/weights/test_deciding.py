"""What decides among the judgements behind a ranking."""

from typing import Any

import pytest

import mcda
import weights
from weights.deciding import judgements_behind
from weights.spec import Ahp, AhpGroup, Direct

MATRIX = [[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]]
SAID: dict[str, Any] = {"kind": "ahp", "items": list("abc"), "matrix": MATRIX}


def ranked(statement: Any) -> mcda.Ranking:
    problem = mcda.Problem(
        criteria=[mcda.Criterion(id=c, direction="benefit") for c in "abc"],
        alternatives=[mcda.Alternative(id=i) for i in "xyz"],
        performances=[[9, 2, 1], [5, 9, 3], [1, 4, 9]],
    )
    return mcda.rank(problem, weights.resolve(statement, problem), "topsis")


def test_only_pairwise_judgements_decide() -> None:
    direct = Direct(kind="direct", values={"a": 1.0, "b": 1.0, "c": 1.0})
    assert judgements_behind(direct, ranked(direct)) is None


def test_one_judge() -> None:
    statement = Ahp.model_validate(SAID)
    found = judgements_behind(statement, ranked(statement))
    assert found is not None
    assert found.deciding is not None
    assert found.without_judge == ()
    moved = {**SAID, "matrix": [list(row) for row in MATRIX]}
    i, j = ("abc".index(item) for item in found.deciding.pair)
    moved["matrix"][i][j], moved["matrix"][j][i] = found.deciding.needed, 1 / found.deciding.needed
    assert ranked(Ahp.model_validate(moved)).winner == found.deciding.winner_becomes


def test_a_group() -> None:
    judges = [{"name": n, "matrix": MATRIX} for n in ("Li", "Wang")]
    statement = AhpGroup.model_validate(
        {"kind": "ahp_group", "items": list("abc"), "judges": judges}
    )
    found = judgements_behind(statement, ranked(statement))
    assert found is not None
    assert [item.judge for item in found.without_judge] == ["Li", "Wang"]
    assert not any(item.changes for item in found.without_judge)


def test_caps_are_kept_while_judgements_move() -> None:
    """With a cap on a the winner is another, and so is what decides."""
    statement = Ahp.model_validate({**SAID, "caps": [{"criteria": ["a"], "at_most": 0.3}]})
    answer = ranked(statement)
    assert answer.weights.as_dict()["a"] == pytest.approx(0.3)
    found = judgements_behind(statement, answer)
    assert found is not None
    if found.deciding is not None:
        assert found.deciding.winner == answer.winner
