"""Revision 0015: an object of the sensitivity names exactly its parts; see also tests/upgrades."""

from typing import Any

import pytest

from api.db.migrations.versions.r0015_parts import _BASE, _USUAL, _newer
from api.rankings.requests import default_parts

DRAWS = {"samples": 50, "seed": 3}


def asked(sensitivity: Any, **more: Any) -> dict[str, Any]:
    return {"enterprise": {}, "sensitivity": sensitivity, **more}


def test_what_ran_before_runs_still():
    parts = _newer(asked({"acceptability": DRAWS, "facts": False, "methods": None}))["sensitivity"]
    assert parts.keys() == {*_BASE, *_USUAL} - {"facts"} == default_parts().keys() - {"facts"}
    assert parts["acceptability"] == DRAWS


def test_a_summary_runs_its_base_and_what_it_names():
    newer = _newer(asked({"stability": True}, detail="summary"))
    assert newer["sensitivity"] == dict.fromkeys((*_BASE, "stability"), True)


@pytest.mark.parametrize("node", [
    asked(None), asked(True), asked(False), {"sensitivity": {"stability": []}, "ranking": []},
])  # fmt: skip
def test_the_rest_stays(node):
    assert _newer(node) == node
