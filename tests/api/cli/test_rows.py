"""Answers as rows for a spreadsheet hold what the service answers, what is not ranked included."""

import codecs
import csv
import io
import json

import pytest

QUICK = ("--samples", "50", "--seed", "3")


def rows(result):
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes.startswith(codecs.BOM_UTF8)
    return list(csv.DictReader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"))))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_recommendation(call, study, language):
    asked = ("recommend", study, *QUICK, "--lang", language)
    answer, found = json.loads(call(*asked, "--json").stdout), rows(call(*asked, "--csv"))
    assert [row["id"] for row in found] == [line["alternative"] for line in answer["ranking"]]
    drawn = answer["sensitivity"]["acceptability"]["rank_shares"]
    for row, line in zip(found, answer["ranking"], strict=True):
        key = line["alternative"]
        assert (row["rank"], float(row["score"])) == (str(line["rank"]), line["score"])
        assert row["name"] == answer["names"]["alternatives"][key]
        assert float(row["first_share"]) == drawn[key][0]
        assert [int(row["half_low"]), int(row["half_high"])] == answer["ranks"][key]["half"]
        behind = {name: float(row[f"behind_{name}"]) for name in answer["weights"]["values"]}
        assert behind == pytest.approx(answer["gaps"].get(key, dict.fromkeys(behind, 0.0)))
        assert row["note"] == ""


def test_ties_and_what_is_not_ranked(call, write, problem, weights):
    three = [*problem["alternatives"], {"id": "=east"}]
    cells = [[160.0, 5.0], [160.0, 5.0], [90.0, 1.0]]
    document = {
        "problem": {**problem, "alternatives": three, "performances": cells},
        "weights": weights,
        "requirements": [{"criterion": "utilities", "at_least": 2}],
    }
    found = rows(call("rank", write("r.json", document), "--csv"))
    assert [(row["rank"], row["tied_with"]) for row in found] == [
        ("1", "south"),
        ("1", "north"),
        ("", ""),
    ]
    last = found[-1]
    assert last["id"] == "'=east"  # in no program a formula
    assert "required minimum of 2" in last["note"]
    assert last["score"] == last["first_share"] == last["behind_price"] == ""


def test_without_an_analysis(call, study):
    (first, *_) = rows(call("recommend", study, "--no-sensitivity", "--csv"))
    assert first["first_share"] == ""
    assert "behind_land_price" not in first


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_comparison(call, enterprise, language):
    asked = ("compare", enterprise, "--weights", "mine=security-seeker")
    asked = (*asked, "--weights", "tariff-hit-exporter", "--lang", language)
    answer, found = json.loads(call(*asked, "--json").stdout), rows(call(*asked, "--csv"))
    for item in answer["rankings"]:
        ranks = {line["alternative"]: line for line in item["ranking"]}
        assert [row["note"] == "" for row in found] == [row["id"] in ranks for row in found]
        for row in found[: len(ranks)]:
            line = ranks[row["id"]]
            assert row[f"rank_{item['name']}"] == str(line["rank"])
            assert float(row[f"score_{item['name']}"]) == line["score"]
            assert row["name"] == answer["names"]["alternatives"][row["id"]]
    assert len(found) == len(answer["rankings"][0]["ranking"]) + len(answer["excluded"])


@pytest.mark.parametrize("command", ["rank", "recommend", "compare"])
def test_one_form_at_a_time(call, fails, study, command):
    fails(call(command, study, "--csv", "--json"), "choose one of them")
    if command != "compare":
        fails(call(command, study, "--csv", "--memo"), "choose one of them")
        fails(call(command, study, "--full", "--json", "--lang", "zh"), "请只选其一")
