"""What decides among the judgements behind a ranking."""

from typing import Any

import numpy as np
import pytest

import mcda
import weights
from weights.ahp.group_statement import AhpGroup
from weights.ahp.statement import AhpStatement
from weights.ahp.winner_dependence import judgements_behind
from weights.kinds.blend import Blend
from weights.kinds.direct import Direct

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
    statement = AhpStatement.model_validate(SAID)
    found = judgements_behind(statement, ranked(statement))
    assert found is not None
    assert found.deciding is not None
    assert found.without_judge == ()
    moved = {**SAID, "matrix": [list(row) for row in MATRIX]}
    i, j = ("abc".index(item) for item in found.deciding.pair)
    moved["matrix"][i][j], moved["matrix"][j][i] = found.deciding.needed, 1 / found.deciding.needed
    assert ranked(AhpStatement.model_validate(moved)).winner == found.deciding.winner_becomes


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
    statement = AhpStatement.model_validate({**SAID, "caps": [{"criteria": ["a"], "at_most": 0.3}]})
    ranking = ranked(statement)
    assert ranking.weights.as_dict()["a"] == pytest.approx(0.3)
    found = judgements_behind(statement, ranking)
    assert found is not None
    if found.deciding is not None:
        assert found.deciding.winner == ranking.winner


def blend(combine: str = "arithmetic", **extra: Any) -> Blend:
    """Return judgements as the second part of a blend within a blend, in another order."""
    order = [2, 0, 1]
    matrix = [[MATRIX[i][j] for j in order] for i in order]
    judged = {**SAID, "items": [SAID["items"][i] for i in order], "matrix": matrix, **extra}
    inner = {
        "kind": "blend",
        "combine": combine,
        "parts": [
            {"share": 1, "weights": {"kind": "direct", "values": {"a": 0.2, "b": 0.3, "c": 0.5}}},
            {"share": 3, "weights": judged},
        ],
    }
    direct = {"kind": "direct", "values": {"a": 1, "b": 2, "c": 1}}
    parts = [{"share": 4, "weights": inner}, {"share": 1, "weights": direct}]
    return Blend.model_validate({"kind": "blend", "parts": parts})


@pytest.mark.parametrize("combine", ["arithmetic", "geometric"])
@pytest.mark.parametrize("caps", [[], [{"criteria": ["a"], "at_most": 0.5}]])
def test_judgements_within_blends(caps: list[Any], combine: str) -> None:
    """The move found changes the winner end to end; no move of one step less does."""
    statement = blend(combine, caps=caps)
    found = judgements_behind(statement, ranked(statement))
    assert found is not None
    deciding = found.deciding
    assert deciding is not None
    assert (deciding.parts, deciding.winner) == ((0, 1), ranked(statement).winner)

    def moved(pair: tuple[str, str], value: float) -> str | None:
        said = statement.model_dump()
        judged = said["parts"][0]["weights"]["parts"][1]["weights"]
        i, j = (judged["items"].index(item) for item in pair)
        judged["matrix"][i][j], judged["matrix"][j][i] = value, 1 / value
        return ranked(Blend.model_validate(said)).winner

    assert moved(deciding.pair, deciding.needed) == deciding.winner_becomes
    scale = [1 / k for k in range(9, 1, -1)] + list(range(1, 10))
    for pair in [("a", "b"), ("a", "c"), ("b", "c")]:
        i, j = ("abc".index(item) for item in pair)
        at = int(np.abs(np.log(np.array(scale) / MATRIX[i][j])).argmin())
        for step in range(-deciding.steps + 1, deciding.steps):
            if 0 <= at + step < len(scale):
                assert moved(pair, float(scale[at + step])) == deciding.winner


def test_a_part_without_a_share_decides_nothing() -> None:
    direct = {"kind": "direct", "values": {"a": 1, "b": 2, "c": 1}}
    parts = [{"share": 0, "weights": SAID}, {"share": 1, "weights": direct}]
    statement = Blend.model_validate({"kind": "blend", "parts": parts})
    assert judgements_behind(statement, ranked(statement)) is None


def test_groups_within_blends_are_tried_without_each_judge() -> None:
    turned = [[1, 1 / 5, 1 / 9], [5, 1, 1 / 2], [9, 2, 1]]
    judges = [{"name": "Li", "matrix": MATRIX}, {"name": "Wang", "matrix": turned}]
    group = {"kind": "ahp_group", "items": list("abc"), "judges": judges}
    direct = {"kind": "direct", "values": {"a": 1, "b": 1, "c": 1}}
    parts = [{"share": 1, "weights": direct}, {"share": 9, "weights": group}]
    statement = Blend.model_validate({"kind": "blend", "parts": parts})
    found = judgements_behind(statement, ranked(statement))
    assert found is not None
    for item, left in zip(found.without_judge, reversed(judges), strict=True):
        parts[1]["weights"] = {**group, "judges": [left]}
        alone = ranked(Blend.model_validate({"kind": "blend", "parts": parts}))
        assert (item.parts, item.winners) == ((1,), alone.winners)


def test_of_two_parts_the_nearer_judgement_decides() -> None:
    """Both parts hold judgements; the one that needs fewer steps is told, with its part."""
    far = {**SAID, "matrix": [[1, 1, 1], [1, 1, 1], [1, 1, 1]]}
    found = []
    for order in ([far, SAID], [SAID, far]):
        parts = [{"share": 0.2 if weights is far else 0.8, "weights": weights} for weights in order]
        statement = Blend.model_validate({"kind": "blend", "parts": parts})
        judged = judgements_behind(statement, ranked(statement))
        assert judged is not None
        assert judged.deciding is not None
        found.append(judged.deciding)
    assert (found[0].steps, found[0].parts, found[1].parts) == (found[1].steps, (1,), (0,))
