"""Problems made up at random, right and wrong: ranked or refused, never a crash, never NaN."""

import json
import math
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mcda.methods import METHODS
from tests.clients import TestClient

PROFILE = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
usual = st.floats(-1e9, 1e9, allow_nan=False) | st.integers(-100, 100)
any_double = st.floats(allow_nan=True, allow_infinity=True)
names = st.text("ab\u56ed /~\x00", max_size=3)


def cells(numbers: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        numbers,
        numbers,
        st.none(),
        st.fixed_dictionaries({"low": numbers, "high": numbers}),
        st.fixed_dictionaries({"low": numbers, "mode": numbers, "high": numbers}),
        st.fixed_dictionaries({"dist": st.just("normal"), "mean": numbers, "sd": numbers}),
        st.fixed_dictionaries({"dist": st.just("lognormal"), "mu": numbers, "sigma": numbers}),
        st.fixed_dictionaries({"dist": st.just("beta"), "alpha": numbers, "beta": numbers}),
    )


odd = st.one_of(
    st.booleans(), st.text(max_size=2), st.just([]), st.just({}), st.just({"dist": "guess"})
)


def problems(numbers: st.SearchStrategy[Any], wrong: bool) -> st.SearchStrategy[Any]:
    @st.composite
    def make(draw: st.DrawFn) -> dict[str, Any]:
        m, n = draw(st.integers(1, 5)), draw(st.integers(1, 4))
        ids = [f"c{j}" for j in range(n)]
        alternatives = [f"a{i}" for i in range(m)]
        cell = cells(numbers)
        lengths = [n] * m
        if wrong and draw(st.booleans()):
            lengths = draw(st.lists(st.integers(0, 5), max_size=6))
        if wrong and draw(st.booleans()):
            cell = cell | odd
            ids = draw(st.lists(names, min_size=n, max_size=n))
            alternatives = draw(st.lists(names, min_size=m, max_size=m))
        ranges = st.none() | st.lists(numbers, min_size=2, max_size=2)
        return {
            "criteria": [
                {
                    "id": i,
                    "direction": draw(st.sampled_from(["benefit", "cost"])),
                    "range": draw(ranges) if draw(st.booleans()) else None,
                }
                for i in ids
            ],
            "alternatives": [{"id": i} for i in alternatives],
            "performances": [[draw(cell) for _ in range(k)] for k in lengths],
        }

    return make()


@st.composite
def requests(draw: st.DrawFn, numbers: st.SearchStrategy[Any], wrong: bool) -> dict[str, Any]:
    problem = draw(problems(numbers, wrong))
    ids = [c["id"] for c in problem["criteria"]]
    weights = draw(
        st.one_of(
            st.fixed_dictionaries(
                {
                    "kind": st.just("direct"),
                    "values": st.fixed_dictionaries(
                        {i: (numbers.map(abs) if not wrong else numbers) for i in ids}
                    ),
                }
            ),
            st.just({"kind": "ranked", "order": [[i] for i in ids]}),
            st.sampled_from(["equal", "entropy", "critic", "merec", "standard_deviation"]).map(
                lambda scheme: {"kind": "objective", "scheme": scheme}
            ),
        )
    )
    requirement = st.fixed_dictionaries({"criterion": st.sampled_from(ids), "at_least": numbers})
    return {
        "problem": problem,
        "weights": weights,
        "method": {"name": draw(st.sampled_from(sorted(METHODS)))},
        "requirements": draw(st.lists(requirement, max_size=1)),
        "sensitivity": draw(
            st.sampled_from([False, {"acceptability": {"samples": 40}}, {"acceptability": False}])
        ),
        "unknowns": draw(st.sampled_from(["bounds", "bounds", "refuse"])),
    }


def check(client: TestClient, body: Any) -> None:
    answer = client.post(
        "/v1/rankings", content=json.dumps(body), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code in (200, 422), answer.text[:300]

    def refuse(literal: str) -> None:
        pytest.fail(f"{literal} in an answer")

    document = json.loads(answer.text, parse_constant=refuse)
    if answer.status_code == 422:
        assert document["errors"]
        return
    rows = document["ranking"]
    assert len(rows) + len(document["excluded"]) == len(body["problem"]["alternatives"])
    ranks = [row["rank"] for row in rows]
    assert ranks == sorted(ranks)
    for row in rows:
        assert math.isfinite(row["score"])
        assert row["rank"] == 1 + sum(rank < row["rank"] for rank in ranks)
        assert len(row["tied_with"]) == ranks.count(row["rank"]) - 1
    assert sum(document["weights"]["values"].values()) == pytest.approx(1)
    firsts = {row["alternative"] for row in rows if row["rank"] == 1}
    assert document["answer_set"] is None or firsts <= set(document["answer_set"])


@PROFILE
@given(body=requests(usual, wrong=False))
def test_right_problems_are_ranked_or_refused(client: TestClient, body: Any) -> None:
    check(client, body)


@PROFILE
@given(body=requests(usual, wrong=True))
@example(
    body={
        "problem": {
            "criteria": [{"id": "c", "direction": "cost"}],
            "alternatives": [{"id": "a"}, {"id": "b"}],
            "performances": [[1], [1, 2]],
        },
        "weights": {"kind": "direct", "values": {"c": 1}},
    }
)
def test_wrong_problems_are_refused(client: TestClient, body: Any) -> None:
    check(client, body)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@PROFILE
@given(body=requests(any_double, wrong=False))
def test_any_double_is_ranked_or_refused(client: TestClient, body: Any) -> None:
    check(client, body)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@settings(PROFILE, max_examples=2000)
@given(
    body=requests(usual, wrong=False)
    | requests(usual, wrong=True)
    | requests(any_double, wrong=False)
)
def test_many_problems_are_ranked_or_refused(client: TestClient, body: Any) -> None:
    check(client, body)
