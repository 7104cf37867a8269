"""Weights of a statement; the profiles as plain data."""

from typing import Any

import pytest

from api.settings import Settings
from api.weightings.schemas import WeightsRequest
from api.weightings.service import get_profile, list_profiles, weigh
from mcda.errors import McdaError, NotFound
from weights.profiles import DEFAULT_PROFILE
from weights.resolve import resolve


def test_a_statement_is_weighed(settings: Settings) -> None:
    request = WeightsRequest.model_validate(
        {"weights": {"kind": "ranked", "order": [["a"], ["b"]], "scheme": "sum"}}
    )
    found = weigh(request, settings)
    assert found["values"] == pytest.approx({"a": 2 / 3, "b": 1 / 3})
    assert found["kind"] == "ranked"
    assert found["diagnostics"]["scheme"] == "sum"


@pytest.mark.parametrize(
    ("rows", "path"),
    [
        ([[1, 2]], ("problem", "performances")),
        ([[None, 1], [None, 2]], ("problem", "performances", 0, 0)),
    ],
)
def test_faults_of_the_problem_are_placed_in_the_problem(
    settings: Settings, rows: Any, path: tuple[Any, ...]
) -> None:
    criteria = [{"id": "a", "direction": "cost"}, {"id": "b", "direction": "benefit"}]
    request = WeightsRequest.model_validate(
        {
            "weights": {"kind": "objective", "scheme": "critic"},
            "problem": {
                "criteria": criteria,
                "alternatives": [{"id": "x"}, {"id": "y"}],
                "performances": rows,
            },
        }
    )
    with pytest.raises(McdaError) as caught:
        weigh(request, settings)
    assert caught.value.faults[0].path == path


def test_profiles_are_listed_with_one_default() -> None:
    found = list_profiles()["items"]
    assert [item["id"] for item in found if item["default"]] == [DEFAULT_PROFILE]
    assert len(found) == 8


def test_a_profile_shows_the_weights_it_resolves_to() -> None:
    for item in list_profiles()["items"]:
        shown = get_profile(item["id"])["weights"]
        assert shown == pytest.approx(resolve({"kind": "profile", "id": item["id"]}).as_dict())


def test_an_unknown_profile_is_not_found() -> None:
    with pytest.raises(NotFound):
        get_profile("nobody")
