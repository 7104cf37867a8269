"""The command line knows what other packages bring."""

import json

import pytest

from tests.extending.problem import ALTERNATIVES, METHOD, SWARA, WEIGHTS, asked, grades

pytestmark = pytest.mark.long


def test_a_file_is_ranked_by_the_method_and_the_weighting(outside, tmp_path):
    file = tmp_path / "problem.json"
    body = asked()
    del body["method"], body["weights"]
    file.write_text(json.dumps(body))
    chosen = ("--method", "grey_relational", "--param", f"zeta={METHOD['zeta']}")
    options = ("--weights", json.dumps(SWARA), "--no-sensitivity", "--json")
    done = outside.parkwise("rank", str(file), *chosen, *options)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    scores = {item["alternative"]: item["score"] for item in answer["ranking"]}
    assert [scores[name] for name in ALTERNATIVES] == pytest.approx(grades(WEIGHTS).tolist())


def test_an_enterprise_is_recommended_parks_by_the_criterion(outside, tmp_path):
    file = tmp_path / "request.json"
    steps = [{"criterion": "duty_swing"}, {"criterion": "land_price", "less": 0.2}]
    body = {
        "enterprise": {"markets": {"US": 1}},
        "parks": ["east_quay", "ljip"],
        "criteria": ["land_price", "duty_swing"],
        "weights": {"kind": "swara", "steps": steps},
        "sensitivity": False,
    }
    file.write_text(json.dumps(body))
    done = outside.parkwise("recommend", str(file), "--memo", "--lang", "zh")
    assert done.returncode == 0, done.stderr
    assert "东码头园" in done.stdout
    assert "关税波动" in done.stdout


def test_a_document_has_the_section(outside, tmp_path):
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(asked(sensitivity={"margin": True, "acceptability": False})))
    for language, head in (("en", "How far the first is ahead"), ("zh", "第一名领先多少")):
        done = outside.parkwise("rank", str(file), "--full", "--lang", language)
        assert done.returncode == 0, done.stderr
        assert f"\n{head}\n" in done.stdout


def test_methods_and_weightings_are_listed(outside):
    methods = outside.parkwise("methods", "--lang", "zh").stdout
    assert "灰色关联分析" in methods
    for name in ("crooked", "halved", "nameless"):
        assert f"{name} (parkwise-crooked 0.3.0)" in methods
    assert "ZeroDivisionError" in methods
    assert "nameless_title" in methods
    weightings = outside.parkwise("weightings", "--lang", "en").stdout
    (line,) = [line for line in weightings.splitlines() if line.startswith("swara")]
    assert line.split() == ["swara", "SWARA", "parkwise-example"]


def test_methods_are_put_to_the_laws(outside):
    kept = outside.parkwise("methods", "check", "grey_relational", "--cases", "25")
    assert kept.returncode == 0, kept.stdout
    assert "dominated_is_never_above" in kept.stdout
    refused = outside.parkwise("methods", "check", "crooked")
    assert refused.returncode == 1
    assert "(dominance)" in " ".join(refused.stdout.split())


def test_weightings_are_put_to_the_examination(outside):
    checked = outside.parkwise("weightings", "check")
    assert checked.returncode == 0, checked.stdout
    (line,) = [line for line in checked.stdout.splitlines() if line.startswith("swara")]
    assert line.split() == ["swara", "1", "yes"]
