import json

import pytest

from api.app import create_app
from api.http.localisation import localise_json
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.rankings.requests import RankingRequest, default_parts
from api.rankings.service import rank_problem
from api.settings import Settings
from mcda.sheets import read_problem, write_problem
from tests.clients import TestClient

QUICK = ("--samples", "50", "--seed", "3")
PLAN = {**default_parts(), "acceptability": {"samples": 50, "seed": 3}}


def _answer(result):
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_json_is_what_the_service_answers(call, write, problem):
    weights = {"kind": "objective", "scheme": "equal"}
    document = {"problem": problem, "weights": weights, "sensitivity": PLAN}
    request = RankingRequest.model_validate(document)
    client, path = TestClient(create_app()), write("r.json", document)
    body = path.read_bytes()
    for language in ("en", "zh"):
        found = call("rank", path, "--json", "--lang", language).stdout_bytes
        assert found == localise_json(rank_problem(request, Settings()), language) + b"\n"
        headers = {"Content-Type": "application/json", "Accept-Language": language}
        assert found == client.post("/v1/rankings", content=body, headers=headers).content + b"\n"


def test_other_encodings_are_recorded_in_utf8(call, write, problem):
    weights = {"kind": "objective", "scheme": "equal"}
    document = {"problem": problem, "weights": weights, "sensitivity": False}
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le"):
        path = write("r.json", json.dumps(document, ensure_ascii=False).encode(encoding))
        found = _answer(call("rank", path, "--json"))
        assert found["record"]["spec"]["problem"]["alternatives"][0]["name"]["zh"] == "北园"


def test_options_make_the_same_request(call, request_file, write, problem):
    weights = {"kind": "ranked", "order": [["utilities"], ["price"]]}
    document = {
        "problem": problem,
        "weights": weights,
        "method": {"name": "topsis", "normalisation": "minmax", "distance": "manhattan"},
        "sensitivity": PLAN,
    }
    expected = TestClient(create_app()).post("/v1/rankings", json=document).json()
    parameters = ("--param", "normalisation=minmax", "--param", "distance=manhattan")
    for given in (json.dumps(weights), write("weights.json", weights)):
        options = ("--weights", given, "--method", "topsis", *parameters, *QUICK, "--json")
        found = _answer(call("rank", request_file, *options))
        for answer in (found, expected):
            answer.pop("record", None)
        assert found == expected


def test_xlsx_and_csv_give_the_same(call, sheet, tmp_path):
    read = read_problem(sheet)
    write_problem(read.problem, tmp_path / "parks.xlsx", read.weights)
    answers = [
        call("rank", path, *QUICK, "--json").stdout for path in (sheet, tmp_path / "parks.xlsx")
    ]
    assert answers[0] == answers[1]
    assert json.loads(answers[0])["ranking"][0]["rank"] == 1


@pytest.mark.long
def test_json_is_what_the_service_recommends(call, write, enterprise, enterprise_facts):
    plan = {**default_parts(), "acceptability": {"samples": 50, "seed": 3}}
    weights = {"kind": "profile", "id": "security-seeker"}
    document = {
        "enterprise": enterprise_facts,
        "weights": weights,
        "method": {"name": "weighted_sum"},
        "sensitivity": plan,
    }
    path = write("r.json", document)
    request = RecommendationRequest.model_validate(document)
    expected = localise_json(recommend(request, Settings()), "en")
    found = call("recommend", path, "--json")
    assert found.stdout_bytes == expected + b"\n"
    options = ("--weights", json.dumps(weights), "--method", "weighted_sum", *QUICK, "--json")
    again = json.loads(call("recommend", enterprise, *options).stdout)
    first = json.loads(found.stdout)
    assert again.pop("record")["seed"] == first.pop("record")["seed"] == 3
    assert again == first


def test_no_weights(fails, call, write, sheet_text, problem):
    bare = write("bare.csv", sheet_text.replace("weight,2,1,1\n", ""))
    fails(call("rank", bare), "“weight”", '--weights \'{"kind"')
    fails(call("rank", bare, "--lang", "zh"), "“权重”", "--weights")
    fails(call("rank", write("p.json", {"problem": problem})), "/weights: ", "--weights")
