"""Revision 0015: an object of the sensitivity names exactly its parts; see also tests/upgrades."""

from typing import Any

import pytest

from api.db.migrations.versions.r0015_parts import _BASE, _USUAL, _newer, _older
from api.rankings.requests import RankingRequest, default_parts
from weights.validation import validate

DRAWS = {"samples": 50, "seed": 3}


def asked(sensitivity: Any, **more: Any) -> dict[str, Any]:
    return {"enterprise": {}, "sensitivity": sensitivity, **more}


def test_what_ran_before_runs_still():
    newer = _newer(asked({"acceptability": DRAWS, "facts": False, "methods": None}))
    parts = newer["sensitivity"]
    assert parts.keys() == {*_BASE, *_USUAL} - {"facts"} == default_parts().keys() - {"facts"}
    assert parts["acceptability"] == DRAWS
    older = _older(newer)["sensitivity"]
    assert older["facts"] is False
    assert (older["acceptability"], older["stability"]) == (DRAWS, True)
    assert _newer(_older(newer)) == newer


def test_a_summary_runs_its_base_and_what_it_names():
    newer = _newer(asked({"stability": True}, detail="summary"))
    assert newer["sensitivity"] == dict.fromkeys((*_BASE, "stability"), True)


@pytest.mark.parametrize("node", [
    asked(None), asked(True), asked(False), {"sensitivity": {"stability": []}, "ranking": []},
])  # fmt: skip
def test_the_rest_stays(node):
    assert _newer(node) == _older(node) == node


def test_it_can_be_asked():
    problem = {
        "criteria": [{"id": "a", "direction": "cost"}],
        "alternatives": [{"id": "x"}, {"id": "y"}],
        "performances": [[1], [2]],
    }
    weights = {"kind": "direct", "values": {"a": 1}}
    node = _newer({"problem": problem, "weights": weights, "sensitivity": {"multiverse": True}})
    assert validate(RankingRequest, node).sensitivity
