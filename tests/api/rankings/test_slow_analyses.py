"""The multiverse as asked, with their limits and places."""

from collections.abc import Callable
from typing import Any

import pytest

from api.rankings.requests import default_parts
from tests.clients import TestClient

Send = Callable[..., Any]


@pytest.fixture
def sensitivity(client: TestClient, body: Callable[..., Any]) -> Send:
    quick = {
        **default_parts(),
        "acceptability": {"samples": 100},
        "methods": False,
        "reversal": False,
    }

    def send(status: int = 200, **parts: Any) -> Any:
        answer = client.post("/v1/rankings", json=body(sensitivity={**quick, **parts}))
        assert answer.status_code == status, answer.text[:500]
        return answer.json()["sensitivity"] if status == 200 else answer.json()["errors"]

    return send


def test_by_default_it_is_left_out(sensitivity):
    found = sensitivity()
    assert "multiverse" not in found
    assert found["explanation"]["sentences"]
    assert "explanation" not in sensitivity(explanation=False)


def test_the_multiverse_takes_weightings_and_methods(sensitivity):
    equal = {"kind": "objective", "scheme": "equal"}
    found = sensitivity(
        multiverse={
            "methods": [{"name": "vikor", "v": 0.25}, {"name": "weighted_sum"}],
            "weightings": [{"name": "equal", "weights": equal}],
        }
    )["multiverse"]
    assert len(found["combinations"]) == 6
    first = found["combinations"][0]
    assert (first["method"]["name"], first["weighting"], first["kept"]) == ("topsis", "own", True)
    assert {item["weighting"] for item in found["combinations"]} == {"own", "equal"}
    assert sensitivity(multiverse=True)["multiverse"]["kept_share"] > 0


@pytest.mark.parametrize(
    ("multiverse", "pointer"),
    [
        ({"methods": [{"name": "vikor", "v": 2}]}, "/sensitivity/multiverse/methods/0/v"),
        (
            {"weightings": [{"name": "own", "weights": {"kind": "objective", "scheme": "equal"}}]},
            "/sensitivity/multiverse/weightings/0/name",
        ),
        (
            {"weightings": [{"name": "b", "weights": {"kind": "direct", "values": {"price": 1}}}]},
            "/sensitivity/multiverse/weightings/0/weights/values",
        ),
    ],
)
def test_faults_of_the_multiverse_are_placed(sensitivity, multiverse, pointer):
    assert sensitivity(422, multiverse=multiverse)[0]["pointer"].startswith(pointer)
