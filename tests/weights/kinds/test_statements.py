"""What may be said about importance: one model a kind, strict in its numbers."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from weights.ahp.group_statement import AhpGroup
from weights.ahp.statement import AhpStatement
from weights.best_worst.statement import BestWorst
from weights.kinds.blend import Blend
from weights.kinds.direct import Direct
from weights.kinds.imprecise import Imprecise
from weights.kinds.objective import Objective
from weights.kinds.profile import Profile
from weights.kinds.ranked import Ranked
from weights.kinds.replies import Replies
from weights.kinds.swing import Swing
from weights.kinds.unstated import Unstated
from weights.spec import Statement
from weights.weightings import WEIGHTINGS, WeightSpec

ADAPTER: TypeAdapter[Any] = TypeAdapter(WeightSpec)
GOOD: dict[type[Statement], dict[str, Any]] = {
    Direct: {"kind": "direct", "values": {"a": 1, "b": 0.5}},
    AhpStatement: {"kind": "ahp", "items": ["a", "b"], "matrix": [[1, 2], [0.5, 1]]},
    Ranked: {"kind": "ranked", "order": [["a"], ["b"]]},
    Objective: {"kind": "objective", "scheme": "critic"},
    Profile: {"kind": "profile", "id": "x"},
    AhpGroup: {
        "kind": "ahp_group",
        "items": ["a", "b"],
        "judges": [{"name": "Li", "matrix": [[1, 2], [0.5, 1]]}],
    },
    Swing: {"kind": "swing", "points": {"a": 100, "b": 40}},
    BestWorst: {
        "kind": "best_worst",
        "best": "a",
        "worst": "b",
        "best_to_others": {"a": 1, "b": 3},
        "others_to_worst": {"a": 3, "b": 1},
    },
    Imprecise: {"kind": "imprecise", "constraints": [{"more": "a", "than": "b"}]},
    Replies: {
        "kind": "replies",
        "replies": [
            {
                "first": {"criterion": "a", "value": 0.5},
                "second": {"criterion": "b", "value": 1.0},
                "reply": "first",
            }
        ],
    },
    Unstated: {"kind": "unstated"},
    Blend: {
        "kind": "blend",
        "parts": [{"share": 1, "weights": {"kind": "direct", "values": {"a": 1}}}],
    },
}


@pytest.mark.parametrize("model", GOOD)
def test_the_kind_chooses_the_model(model: type[Statement]) -> None:
    found = ADAPTER.validate_python(GOOD[model])
    assert type(found) is model
    assert ADAPTER.validate_json(ADAPTER.dump_json(found)) == found


def test_every_kind_is_tried_here() -> None:
    assert {weighting.statement for weighting in WEIGHTINGS.values()} == set(GOOD)


@pytest.mark.parametrize("model", GOOD)
def test_unknown_fields_are_refused(model: type[Statement]) -> None:
    with pytest.raises(ValidationError):
        ADAPTER.validate_python({**GOOD[model], "extra": 1})


@pytest.mark.parametrize("model", GOOD)
def test_statements_do_not_change(model: type[Statement]) -> None:
    found = ADAPTER.validate_python(GOOD[model])
    with pytest.raises(ValidationError):
        found.kind = "other"


def test_defaults_are_those_of_the_contract() -> None:
    ahp, ranked = (ADAPTER.validate_python(GOOD[m]) for m in (AhpStatement, Ranked))
    assert (ahp.priority, ahp.random_index) == ("eigenvector", "saaty_2005")
    assert ranked.scheme == "centroid"


@pytest.mark.parametrize("number", [True, "1", float("nan"), float("inf"), [1]])
def test_numbers_are_strict(number: Any) -> None:
    wrong = [
        {**GOOD[Direct], "values": {"a": number}},
        {**GOOD[AhpStatement], "matrix": [[1, number], [0.5, 1]]},
        {**GOOD[Ranked], "exponent": number},
    ]
    for written in wrong:
        with pytest.raises(ValidationError):
            ADAPTER.validate_python(written)
