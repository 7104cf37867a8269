"""What a caller sends to get parks recommended."""

from datetime import date

import pytest
from pydantic import ValidationError

from api.parks.schemas import RecommendationRequest


def test_an_empty_enterprise_is_enough() -> None:
    found = RecommendationRequest.model_validate({"enterprise": {}})
    assert found.parks is None
    assert found.criteria is None
    assert found.overrides == []
    assert found.scenario is None
    assert found.weights is None
    assert found.unknowns == "typical"
    assert found.gates == {}
    assert (found.method.name, found.method.mode) == ("ahp", "ratings")  # type: ignore[attr-defined]


def test_what_is_left_out_of_a_method_follows_the_parks_conventions() -> None:
    def asked(**method: str) -> dict[str, object]:
        found = RecommendationRequest.model_validate({"enterprise": {}, "method": method})
        return found.method.model_dump()

    whole = {"name": "topsis", "normalisation": "range", "distance": "euclidean"}
    assert asked(name="topsis") == {**whole, "weighting": "distance"}
    assert asked(name="topsis", weighting="squared") == {**whole, "weighting": "squared"}
    assert asked(name="ahp", mode="ideal")["mode"] == "ideal"
    assert asked(name="vikor")["v"] == 0.5


@pytest.mark.parametrize(
    "value", [0, 1.5, True, "0", "2026-11-25T00:00:00", "25.11.2026", "2026-02-30"]
)
def test_a_day_is_a_date_and_nothing_like_it(value: object) -> None:
    with pytest.raises(ValidationError):
        RecommendationRequest.model_validate({"enterprise": {}, "as_of": value})


def test_a_day_is_written_as_text() -> None:
    found = RecommendationRequest.model_validate({"enterprise": {}, "as_of": "2026-11-25"})
    assert found.as_of == date(2026, 11, 25)
    assert found.model_dump(mode="json")["as_of"] == "2026-11-25"
