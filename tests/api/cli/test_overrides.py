import json

from api.rankings.requests import default_parts

QUICK = ("--samples", "50", "--seed", "3")


def _answer(result):
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_parameters_alone_change_the_files_method(call, write, problem, request_file):
    document = json.loads(request_file.read_text("utf-8"))
    path = write("r.json", {**document, "method": {"name": "vikor", "v": 0.2}})
    found = _answer(call("rank", path, "--param", "v=0.7", "--no-sensitivity", "--json"))
    assert (found["method"]["name"], found["method"]["v"]) == ("vikor", 0.7)
    assert found["sensitivity"] is None
    found = call("rank", path, "--full", "--no-sensitivity")
    assert "a lower score is better" in found.stdout
    assert "How far" not in found.stdout


def test_a_parameter_may_be_json(call, request_file):
    preferences = '{"price": {"type": "linear", "q": 5, "p": 40}}'
    options = ("--method", "promethee2", "--param", f"preferences={preferences}")
    found = _answer(call("rank", request_file, *options, "--no-sensitivity", "--json"))
    assert found["method"]["preferences"]["price"]["p"] == 40
    shown = call("rank", request_file, *options, *QUICK, "--full").stdout
    assert "PROMETHEE II (preferences" in shown


def test_an_own_plan_keeps_its_other_parts(call, write, request_file):
    document = json.loads(request_file.read_text("utf-8"))
    left_out = {"reversal", "stability", "methods", "smallest_change"}
    plan = {name: True for name in default_parts() if name not in left_out}
    path = write("r.json", {**document, "sensitivity": plan})
    found = _answer(call("rank", path, *QUICK, "--json"))["sensitivity"]
    assert found["acceptability"]["samples"] == 50
    assert "reversal" not in found
    shown = call("rank", path, "--full", *QUICK).stdout
    assert "50 draws (seed 3)" in shown
    assert "Which change of weights makes another first was not examined." in shown


def test_weights_that_do_not_fit(fails, call, sheet, write, tmp_path):
    weights = {"kind": "direct", "values": {"price": -1, "other": 2}}
    result = call("rank", sheet, "--weights", json.dumps(weights))
    fails(result, "“utilities”", "“days”", "“price”", "“other”")
    fails(call("rank", sheet, "--weights", "{kind}"), "“--weights”, line 1, column 2")
    fails(call("rank", sheet, "--weights", tmp_path / "none.json"), "none.json")
    fails(call("rank", sheet, "--weights", '{"kind": "guess"}'), "“guess”")


def test_method_and_parameters(fails, call, sheet, write, request_file):
    fails(call("rank", sheet, "--method", "magic"), "magic", "topsis")
    fails(call("rank", sheet, "--param", "normalisation"), "name=value")
    fails(call("rank", sheet, "--param", "normalisation=odd"), "normalisation", "odd")
    fails(call("rank", sheet, "--method", "spotis"), "days")
    document = {**json.loads(request_file.read_text("utf-8")), "method": "topsis"}
    fails(call("rank", write("r.json", document), "--param", "v=1"), "/method: ")


def test_draws(fails, call, sheet):
    fails(call("rank", sheet, "--no-sensitivity", "--seed", "1"), "--no-sensitivity")
    fails(call("rank", sheet, "--no-sensitivity", "--multiverse"), "--no-sensitivity")


def test_another_choice_is_asked_for_by_its_name(call, write):
    facts = write("e.json", {"markets": {"China": 0.8, "US": 0.2}})
    options = ("--no-sensitivity", "--json", "--template", "location")
    found = _answer(call("recommend", facts, *options))
    assert found["ranking"][0]["alternative"] == "inland_china"
    whole = write("r.json", {"enterprise": {}, "template": "park-model"})
    found = _answer(call("recommend", whole, *options))
    assert found["record"]["spec"]["template"] == "location"  # the option stands before the file
    kept = _answer(call("recommend", whole, "--no-sensitivity", "--json"))
    assert kept["record"]["spec"]["template"] == "park-model"


def test_an_unknown_choice_is_refused(call, write):
    result = call("recommend", write("e.json", {}), "--template", "moon")
    assert result.exit_code == 2
    assert "way-in" in result.stderr


def test_a_way_in_is_shown_in_both_languages(call, write):
    facts = write("e.json", {"size": "large"})
    options = ("--template", "way-in", *QUICK)
    shown = call("recommend", facts, "--full", *options, COLUMNS="200").stdout
    assert "Large leading firm that can bear risks alone" in shown
    assert "Japanese, Korean or Singaporean park" in shown
    shown = call("recommend", facts, "--full", *options, "--lang", "zh", COLUMNS="200").stdout
    assert "贵企业为大型企业" in shown
    assert "直接与当地政府洽谈" in shown
