import json

import pytest
import typer

from api.cli.errors import reporting_faults
from mcda.errors import InvalidTable


def test_json_errors_are_problem_documents(fails, call, write, sheet_text):
    path = write("wrong.csv", sheet_text.replace("160", "16 0"))
    result = call("rank", path, "--json", "--lang", "zh")
    fails(result)
    found = json.loads(result.stderr)
    assert (found["type"], found["status"]) == ("/problems/sheet_separator", 422)
    assert found["errors"][0]["pointer"] == "/B7"
    assert "单元格 B7" in found["detail"]
    result = call("rank", write("bad.json", "{"), "--json")
    assert json.loads(result.stderr)["code"] == "invalid_json"
    assert "line 1, column 2" in json.loads(result.stderr)["detail"]
    document = {"enterprise": {}, "weights": {"kind": "profile", "id": "nobody"}}
    result = call("recommend", write("e.json", document), "--json")
    assert (result.exit_code, json.loads(result.stderr)["status"]) == (2, 422)


def test_a_fault_of_the_catalogue_is_not_the_users(fails, call, enterprise, monkeypatch):
    from mcda.errors import CatalogueFault

    def broken(*arguments):
        raise CatalogueFault.at("internal_error", reference="x")

    monkeypatch.setattr("api.parks.service.recommend", broken)
    fails(call("recommend", enterprise), code=1)


def test_places_are_pointers_in_json(fails, call, write, problem):
    document = {
        "problem": {**problem, "performances": [[160.0, "x"], [1.0, 2.0]]},
        "weights": {"kind": "objective", "scheme": "equal"},
        "extra": 1,
    }
    fails(call("rank", write("r.json", document)), "/problem/performances/0/1: ", "/extra: ")
    document = {"problem": {**problem, "performances": [[1.0]]}, "weights": document["weights"]}
    fails(call("rank", write("r.json", document)), "/problem/performances: ")


def test_where_nothing_helps_the_sentence_stands_alone(foreign_code, capsys):
    with pytest.raises(typer.Exit), reporting_faults("en"):
        raise InvalidTable.at(foreign_code, "own.xlsx", "parks!B2")
    assert capsys.readouterr().err.startswith("own.xlsx: It is so.\n")
