import json

from api.app import create_app
from tests.clients import TestClient

OWNER = {"kind": "direct", "values": {"price": 4, "utilities": 1, "days": 1}}
SALES = {"kind": "ranked", "order": [["utilities"], ["days"], ["price"]]}
PROFILES = ("--weights", "owner=first-time-private-exporter", "--weights", "tariff-hit-exporter")


def _answer(result):
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def _option(name, weights):
    return "--weights", f"{name}={json.dumps(weights)}"


def test_json_is_what_the_service_answers(call, enterprise, enterprise_facts):
    weightings = [
        {"name": name, "weights": {"kind": "profile", "id": profile}}
        for name, profile in (
            ("owner", "first-time-private-exporter"),
            ("tariff-hit-exporter", "tariff-hit-exporter"),
        )
    ]
    method = {"name": "topsis", "normalisation": "minmax"}
    document = {"enterprise": enterprise_facts, "weightings": weightings, "method": method}
    for language in ("en", "zh"):
        headers = {"Accept-Language": language}
        wanted = TestClient(create_app()).post("/v1/comparisons", json=document, headers=headers)
        chosen = ("--method", "topsis", "--param", "normalisation=minmax")
        found = call("compare", enterprise, *PROFILES, *chosen, "--lang", language, "--json")
        assert found.exit_code == 0, (found.stderr, found.exception)
    assert found.stdout_bytes == wanted.content + b"\n"


def test_the_weights_of_a_file_take_part(call, sheet, request_file):
    found = _answer(call("compare", sheet, *_option("sales", SALES), "--json"))
    assert [item["name"] for item in found["rankings"]] == ["file", "sales"]
    assert found["rankings"][0]["weights"]["values"]["price"] == 0.5
    own = {"kind": "direct", "values": {"price": 1, "utilities": 9}}
    found = _answer(call("compare", request_file, *_option("b", own), "--json"))
    assert [item["name"] for item in found["rankings"]] == ["file", "b"]


def test_a_request_brings_its_weightings(call, write, problem):
    weightings = [
        {"name": name, "weights": {"kind": "direct", "values": {"price": p, "utilities": 1}}}
        for name, p in (("a", 1), ("b", 3))
    ]
    path = write("c.json", {"problem": problem, "weightings": weightings})
    found = _answer(call("compare", path, "--json"))
    assert [item["name"] for item in found["rankings"]] == ["a", "b"]
    more = {"kind": "direct", "values": {"price": 0, "utilities": 1}}
    found = _answer(call("compare", path, *_option("c", more), "--method", "vikor", "--json"))
    assert [item["name"] for item in found["rankings"]] == ["a", "b", "c"]
    assert found["method"]["name"] == "vikor"


def test_weights_may_lie_in_a_file(call, sheet, write):
    path = write("sales.json", SALES)
    found = _answer(call("compare", sheet, "--weights", f"sales={path}", "--json"))
    assert found["rankings"][1]["weights"]["kind"] == "ranked"


def test_what_is_wrong_is_told_where_it_was_given(fails, call, sheet, write, enterprise, problem):
    wrong = {"kind": "direct", "values": {"price": -1, "utilities": 1, "days": 1}}
    options = (*_option("a", OWNER), *_option("b", wrong))
    fails(call("compare", sheet, *options), "--weights b/values/price: ", "“price”")
    fails(call("compare", sheet, *options, "--lang", "zh"), "--weights b/values/price: ")
    listed = [{"name": "x", "weights": {"kind": "direct", "values": {"price": -1}}}]
    path = write("c.json", {"problem": problem, "weightings": listed, "weights": {"kind": "x"}})
    result = call("compare", path, *_option("c", {"kind": "objective", "scheme": "equal"}))
    fails(result, "/weights: ", "“x”")
    listed.append(listed[0])
    path = write("c.json", {"problem": problem, "weightings": listed})
    fails(call("compare", path), "/weightings/1/name: ", "“x”")
    fails(call("compare", path, "--json"), '"pointer":"/weightings/1/name"')
    path = write("c.json", {"problem": problem, "weightings": 3})
    fails(call("compare", path, *PROFILES), "/weightings: ")
    nobody = ("--weights", "nobody", "--weights", "owner=nobody")
    fails(call("compare", enterprise, *nobody), "--weights nobody/id: ")
    path = write("e.json", {"sizes": 3})
    fails(call("compare", path, *PROFILES), "/sizes: ")


def test_places_in_a_sheet(fails, call, sheet, write, sheet_text):
    path = write("wrong.csv", sheet_text.replace("160", "16 0"))
    fails(call("compare", path, *_option("a", OWNER)), "B7: ")
    fails(call("compare", sheet, *_option("a", OWNER), "--method", "spotis"), "days")


def test_two_weightings_are_needed(fails, call, sheet, enterprise):
    fails(call("compare", sheet), "at least two weightings", "--weights")
    fails(call("compare", enterprise, "--weights", "security-seeker", "--lang", "zh"), "至少")
    fails(call("compare", enterprise, "--json"), '"code":"weightings_too_few"')


def test_a_weighting_needs_a_name(fails, call, sheet, tmp_path):
    fails(call("compare", sheet, "--weights", json.dumps(SALES)), "has no name", "NAME=JSON")
    fails(call("compare", sheet, "--weights", "=x"), "has no name")
    fails(call("compare", sheet, "--weights", "a={kind}"), "“--weights a”, line 1, column 2")
    fails(call("compare", sheet, "--weights", f"a={tmp_path}/none.json"), "none.json")


def test_help(call):
    shown = call("compare", "--help", COLUMNS="120").stdout
    for option in ("--weights", "--method", "--param", "--lang", "--json"):
        assert option in shown
    assert "compare" in call("--help").stdout
