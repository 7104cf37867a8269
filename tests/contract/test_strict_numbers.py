"""Section 1: numbers are finite and strictly typed, wherever a number is asked for."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from api.rankings.requests import default_parts

NOT_NUMBERS = [
    *("true", "false", '"1"', '""', "[]"),
    *("NaN", "Infinity", "-Infinity", "1e999", "-1e999"),
]
MARK = 7777.25

PLACES = [
    "/problem/performances/0/0",
    "/problem/criteria/1/range/1",
    "/weights/values/price",
    "/requirements/0/at_least",
    "/requirements/0/at_most",
    "/requirements/0/one_of/0",
    "/method/v",
    "/sensitivity/acceptability/spread",
]


def marked(make: Callable[..., Any], pointer: str) -> dict[str, Any]:
    """Return a request that is right but for a mark at the pointer."""
    body = make()
    if pointer.startswith("/problem/performances"):
        body["problem"]["performances"][0][0] = MARK
    elif pointer.startswith("/problem/criteria"):
        body["problem"]["criteria"][1]["range"] = [0, MARK]
    elif pointer.startswith("/weights"):
        body["weights"]["values"]["price"] = MARK
    elif pointer.startswith("/requirements"):
        field = pointer.split("/")[3]
        body["requirements"] = [{"criterion": "roads", field: [MARK] if "one" in field else MARK}]
    elif pointer.startswith("/method"):
        body["method"] = {"name": "vikor", "v": MARK}
    else:
        body["sensitivity"] = {"acceptability": {"samples": 10, "spread": MARK}}
    return body


@pytest.mark.parametrize("literal", NOT_NUMBERS)
@pytest.mark.parametrize("pointer", PLACES)
def test_what_is_no_number_is_refused_at_its_place(send, ranking, pointer, literal):
    text = json.dumps(marked(ranking, pointer)).replace(str(MARK), literal)
    document = send("/v1/rankings", text, status=422)
    assert [item["pointer"] for item in document["errors"]] == [pointer]
    wanted = "not_finite_number" if literal.strip("-")[0] in "NI1" else "wrong_type"
    assert document["code"] == wanted


@pytest.mark.parametrize("literal", ["true", '"1"', "NaN", "1e999"])
@pytest.mark.parametrize("part", ["low", "mode", "high", "mean", "sd", "mu", "sigma", "alpha"])
def test_parts_of_a_spread_are_strict_too(send, ranking, part, literal):
    cells: list[dict[str, Any]] = [
        {"low": 1.0, "mode": 2.0, "high": 3.0},
        {"dist": "normal", "mean": 2.0, "sd": 1.0},
        {"dist": "lognormal", "mu": 2.0, "sigma": 1.0},
        {"dist": "beta", "alpha": 2.0, "beta": 1.0},
    ]
    cell = next(c for c in cells if part in c)
    body = ranking()
    body["problem"]["performances"][0][0] = {**cell, part: MARK}
    document = send("/v1/rankings", json.dumps(body).replace(str(MARK), literal), status=422)
    pointers = [item["pointer"] for item in document["errors"]]
    assert pointers == [f"/problem/performances/0/0/{part}"]


@pytest.mark.parametrize("literal", NOT_NUMBERS)
@pytest.mark.parametrize(
    ("field", "pointer"),
    [
        ({"enterprise": {"markets": {"US": MARK}}}, "/enterprise/markets/US"),
        ({"enterprise": {"investor_reliance": MARK}}, "/enterprise/investor_reliance"),
        (
            {
                "overrides": [
                    {
                        "alternative": "tcr",
                        "criterion": "land_price",
                        "value": MARK,
                        "source": "ours",
                    }
                ]
            },
            "/overrides/0/value",
        ),
        (
            {"scenario": {"name": "n", "as_of": "2026", "rates": {"US": {"vietnam": MARK}}}},
            "/scenario/rates/US/vietnam",
        ),
    ],
)
def test_numbers_of_a_recommendation_are_strict(send, recommendation, field, pointer, literal):
    text = json.dumps(recommendation(**field)).replace(str(MARK), literal)
    document = send("/v1/recommendations", text, status=422)
    assert [item["pointer"] for item in document["errors"]] == [pointer]


@pytest.mark.parametrize("literal", ["true", '"1"', "1.5", "-1", "NaN", "1e999", "0"])
def test_samples_are_a_count(send, ranking, literal):
    text = json.dumps(ranking(sensitivity={"acceptability": {"samples": MARK}}))
    document = send("/v1/rankings", text.replace(str(MARK), literal), status=422)
    pointers = [item["pointer"] for item in document["errors"]]
    assert pointers == ["/sensitivity/acceptability/samples"]


@pytest.mark.parametrize("literal", ["0", "0.0", '"false"', "1"])
@pytest.mark.parametrize("part", ["acceptability", "methods"])
def test_only_false_leaves_a_part_out(send, ranking, part, literal):
    text = json.dumps(ranking(sensitivity={part: MARK})).replace(str(MARK), literal)
    document = send("/v1/rankings", text, status=422)
    assert {item["pointer"] for item in document["errors"]} == {f"/sensitivity/{part}"}


@pytest.mark.parametrize("literal", ["0", "-0", "-0.0", "0e5", "-0e-5"])
def test_minus_zero_is_zero(send, ranking, literal):
    def answer(number: str) -> Any:
        body = ranking()
        body["problem"]["performances"][0][2] = MARK
        body["weights"]["values"]["price"] = MARK
        found = send("/v1/rankings", json.dumps(body).replace(str(MARK), number))
        del found["record"]
        return found

    assert json.dumps(answer(literal)) == json.dumps(answer("0"))
    assert "-0.0" not in json.dumps(answer(literal))


@pytest.mark.parametrize("digits", [309, 400, 5000])
def test_an_integer_past_the_largest_double_is_refused(client, ranking, digits):
    for pointer in ("/problem/performances/0/0", "/weights/values/price"):
        text = json.dumps(marked(ranking, pointer)).replace(str(MARK), "1" + "0" * digits)
        answer = client.post(
            "/v1/rankings", content=text, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == 422, answer.text[:200]
        assert len(answer.text) < 2000


HUGE = [
    [[1e-308, 1.7e308], [3e-308, -1.7e308], [1.7e308, 5.0]],
    [[5e-324, 1.7e308], [3e-308, 1.7e308], [1.7e308, 5.0]],
    [[1.7e308, 1.7e308], [1.6e308, 1.7e308], [1.5e308, 1.6e308]],
]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("rows", HUGE)
@pytest.mark.parametrize(
    "method",
    [
        *(
            {"name": "topsis", "normalisation": n, "distance": d}
            for n in ("vector", "minmax", "max", "linear", "sum", "none")
            for d in ("euclidean", "manhattan", "chebyshev")
        ),
        *({"name": n} for n in ("weighted_sum", "weighted_product", "vikor", "promethee2")),
        {"name": "ahp", "mode": "distributive"},
        {"name": "ahp", "mode": "ideal"},
    ],
    ids=lambda method: "-".join(str(v) for v in method.values()),
)
def test_the_largest_doubles_never_become_nan(client, method, rows):
    body = {
        "problem": {
            "criteria": [{"id": "c", "direction": "cost"}, {"id": "b", "direction": "benefit"}],
            "alternatives": [{"id": i} for i in "xyz"],
            "performances": rows,
        },
        "weights": {"kind": "direct", "values": {"c": 2, "b": 1}},
        "method": method,
        "sensitivity": {**default_parts(), "acceptability": {"samples": 50}},
    }
    answer = client.post("/v1/rankings", json=body)
    assert answer.status_code in (200, 422), answer.text[:300]
    assert "NaN" not in answer.text
    assert "Infinity" not in answer.text
