"""Revision 0014: screens become must-haves, gates and requirements; see also tests/upgrades."""

import pytest

from api.assessments.content import formed
from api.db.migrations.documents import _rewritten
from api.db.migrations.versions.r0014_gates import _newer

SCREENS = [
    {"id": "budget", "at_most": 90.0, "slack": 0.2},
    {"id": "ready_by", "at_most": 18.0},
    {"id": "admission", "at_most": 2.5},
    {"id": "stability", "at_least": 35.0},
    *({"id": name} for name in ("sector_admitted", "ready_factory", "undisputed")),
]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            {"screens": SCREENS, "outside_scale": "clip", "keep": ["tcr"]},
            {
                "enterprise": {"needs_standard_factory": True},
                "keep": ["tcr"],
                "must": {"start": 18.0, "plot": 25_000.0},
                "gates": {"stability": True, "sector": True},
                "requirements": [{"criterion": "land_price", "at_most": 90.0}],
            },
        ),
        ({"screens": [{"id": "basic_utilities"}]}, {}),
        ({"screens": SCREENS[:1], "criteria": ["location"]}, {"criteria": ["location"]}),
    ],
)
def test_a_request_is_carried_over(old, new):
    found = _rewritten({"name": "x", "enterprise": {}, **old}, _newer, ("screens",))
    assert found == {"name": "x", "enterprise": {}, **new}
    formed(found)


def test_an_answer_keeps_what_it_says():
    answer = {"outside_scale": [], "gates": [], "ranking": []}
    assert _newer(answer) == answer
