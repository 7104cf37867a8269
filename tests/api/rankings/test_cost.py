"""What work costs is told before it is done, and what costs too much is refused with its job."""

import time
from typing import Any

import pytest

from api.comparisons.schemas import ComparisonRequest
from api.parks.schemas import EnterpriseModel, RecommendationRequest
from api.rankings.cost import Size, expected_seconds, of_interview, of_weights
from api.rankings.requests import RankingRequest, default_parts
from api.settings import Settings
from api.weightings.schemas import WeightsRequest
from mcda.errors import LimitExceeded
from mcda.methods import METHODS
from weights.weightings import WEIGHTINGS, statement_of

ANY = Settings(analysis_seconds=None)


def ranking(m: int, n: int, unknown: int = 0, **more: Any) -> dict[str, Any]:
    cells: list[list[float | None]] = [
        [(7 * i + 11 * j) % 23 + 1 for j in range(n)] for i in range(m)
    ]
    for place in range(unknown):
        cells[place % m][place // m] = None
    return {
        "problem": {
            "criteria": [
                {"id": f"c{j}", "direction": "benefit", "range": [0, 40]} for j in range(n)
            ],
            "alternatives": [{"id": f"a{i}"} for i in range(m)],
            "performances": cells,
        },
        "weights": {"kind": "direct", "values": {f"c{j}": j + 1 for j in range(n)}},
        **more,
    }


def seconds(m: int, n: int, unknown: int = 0, **more: Any) -> float:
    return expected_seconds(RankingRequest.model_validate(ranking(m, n, unknown, **more)), ANY)


def drawn(samples: int) -> dict[str, Any]:
    return {"sensitivity": {"acceptability": {"samples": samples}}}


def test_everything_that_costs_counts():
    plain = seconds(20, 7)
    assert seconds(20, 7, sensitivity=False) < plain / 5
    assert seconds(20, 7, 40) > 2 * plain
    assert seconds(20, 7, method={"name": "codas"}) > 3 * plain
    assert seconds(200, 30) > 3 * plain
    assert seconds(20, 7, **drawn(100_000)) > 3 * seconds(20, 7, **drawn(10_000))
    assert seconds(20, 7, sensitivity={**default_parts(), "multiverse": True}) > plain + 0.005
    dear = {"acceptability", "facts", "reversal", "stability"}
    fewer = {name: True for name in default_parts() if name not in dear}
    assert seconds(60, 20, method={"name": "vikor"}, sensitivity=fewer) < seconds(
        60, 20, method={"name": "vikor"}
    )


def judged(judges: int) -> dict[str, Any]:
    matrix = [[1, 3], [1 / 3, 1]]
    said = [{"name": f"j{k}", "matrix": matrix} for k in range(judges)]
    return {"kind": "ahp_group", "items": ["c0", "c1"], "judges": said}


def blend(parts: int, part: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "blend", "parts": [{"share": 1, "weights": part}] * parts}


def weights(stated: dict[str, Any], **more: Any) -> float:
    return expected_seconds(WeightsRequest.model_validate({"weights": stated, **more}), ANY)


def test_what_weights_are_made_of_counts_wherever_they_are_stated():
    forty = weights(judged(40))
    assert forty > 10 * weights(judged(1))
    assert weights(blend(20, judged(40))) > 19 * forty
    assert weights(blend(2, blend(10, judged(40)))) > 19 * forty
    assert seconds(20, 2, weights=judged(40)) > forty
    compared = {
        "enterprise": {},
        "weightings": [{"name": f"w{k}", "weights": judged(40)} for k in range(12)],
    }
    fewer = {
        **compared,
        "weightings": [{**one, "weights": judged(1)} for one in compared["weightings"]],
    }
    told = [
        expected_seconds(ComparisonRequest.model_validate(body), ANY) for body in (compared, fewer)
    ]
    assert told[0] > told[1] + 11 * (forty - weights(judged(1)))


def test_repairs_count_where_they_are_looked_for():
    n = 9
    matrix = [[float(i <= j) + 1 if i != j else 1 for j in range(n)] for i in range(n)]
    matrix = [[1 / matrix[j][i] if i > j else matrix[i][j] for j in range(n)] for i in range(n)]
    stated = {"kind": "ahp", "items": [f"c{j}" for j in range(n)], "matrix": matrix}
    assert weights(stated, repair=True) > 1 > weights(stated, repair=False)


@pytest.mark.parametrize("kind", WEIGHTINGS)
def test_every_kind_of_weights_is_priced(kind):
    assert 0.005 <= of_weights(statement_of(next(iter(WEIGHTINGS[kind].examples)))) < 1


def test_an_interview_is_priced_by_its_answers():
    assert of_interview(40) - of_interview(20) == pytest.approx(of_interview(20) - of_interview(0))
    assert of_interview(40) > 3 * of_interview(0)


@pytest.mark.parametrize("judges", [80, 300])
def test_weights_that_cost_too_much_are_refused(client, judges):
    body = {"weights": blend(50, judged(judges))}
    began = time.process_time()
    refused = client.post("/v1/weights", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "too_costly_weights")
    assert refused.json()["errors"][0]["pointer"] == "/weights"
    assert time.process_time() - began < 5
    assert client.post("/v1/weights", json={"weights": blend(5, judged(3))}).status_code == 200


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_known_or_counts_as_the_slowest(method):
    asked = RankingRequest.model_validate(ranking(20, 7, method={"name": method}))
    assert 0.005 < expected_seconds(asked, ANY) < 5


def test_an_uncertain_cell_is_no_number():
    sent = ranking(4, 3, 2)
    sent["problem"]["performances"][3][2] = {"low": 1, "high": 2}
    found = Size.sent(RankingRequest.model_validate(sent).problem)
    assert (found.alternatives, found.criteria, found.uncertain) == (4, 3, 3)


def test_what_costs_too_much_is_refused_before_it_is_done():
    asked = RankingRequest.model_validate(ranking(200, 30, 1800, method={"name": "codas"}))
    with pytest.raises(LimitExceeded) as caught:
        expected_seconds(asked, Settings())
    assert (caught.value.code, caught.value.faults[0].fields["job"]) == ("too_costly", "ranking")
    assert expected_seconds(RecommendationRequest(enterprise=EnterpriseModel()), Settings()) < 5


@pytest.mark.parametrize("m", [100, 200])  # read here, and in the worker only
def test_the_refusal_says_what_it_would_cost_and_the_job_that_does_it(client, m):
    sent = ranking(m, 30, m * 10, method={"name": "codas"})
    refused = client.post("/v1/rankings", json=sent)
    told = refused.json()
    assert (refused.status_code, told["code"]) == (422, "too_costly")
    assert told["estimated_seconds"] > told["limit_seconds"] == 30
    assert told["job"] == "ranking"
    accepted = client.post("/v1/jobs", json={"kind": told["job"], "request": sent})
    assert accepted.status_code == 202
    assert client.delete(accepted.headers["Location"]).status_code in (200, 202, 204)


def test_a_comparison_of_too_much_is_refused_in_the_same_way(client):
    sent = ranking(200, 30)
    weightings = [{"name": f"w{k}", "weights": sent["weights"]} for k in range(50)]
    refused = client.post(
        "/v1/comparisons",
        json={"problem": sent["problem"], "weightings": weightings, "method": {"name": "codas"}},
    )
    told = refused.json()
    assert (refused.status_code, told["code"]) == (422, "too_costly_comparison")
    assert told["estimated_seconds"] > told["limit_seconds"]
    assert "job" not in told
