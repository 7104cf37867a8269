"""Why, which facts and whence the doubt, on a terminal."""

import json


def told(shown):
    return " ".join(shown.split())


def test_reasons_and_facts_are_shown(call, sheet):
    answer = json.loads(call("rank", sheet, "--samples", "50", "--json").stdout)["sensitivity"]
    shown = told(call("rank", sheet, "--samples", "50").stdout)
    for sentence in answer["explanation"]["sentences"]:
        assert told(sentence) in shown.replace(" - ", " ")
    near = [item for item in answer["facts"] if item["below"] or item["above"]]
    assert told(near[0]["sentence"]) in shown
    for item in answer["possible_ranks"]:
        assert told(item["sentence"]) in shown


def test_what_is_left_out_is_not_shown(call, sheet):
    shown = call("rank", sheet, "--no-sensitivity").stdout
    assert "Why" not in shown


def test_multiverse_and_budget_are_shown_when_asked(call, sheet):
    asked = ("--samples", "50", "--multiverse", "--budget")
    answer = json.loads(call("rank", sheet, *asked, "--json").stdout)["sensitivity"]
    shown = told(call("rank", sheet, *asked).stdout)
    assert told(answer["multiverse"]["sentences"][0]) in shown
    assert "Where the doubt comes from" in shown
    assert "the choice of method" in shown
    chinese = call("rank", sheet, *asked, "--lang", "zh").stdout
    assert "不确定性的来源" in chinese


def test_they_contradict_no_sensitivity(call, sheet, fails):
    fails(call("rank", sheet, "--no-sensitivity", "--budget"), "--budget")


def test_nothing_that_changes_the_winner(call, write, request_file):
    document = json.loads(request_file.read_text("utf-8"))
    document["problem"]["performances"] = [[50.0, 8.0], [150.0, 1.0]]
    document["problem"]["criteria"][0]["range"] = [50.0, 150.0]
    document["method"] = {"name": "weighted_sum", "normalisation": "range"}
    document["weights"]["values"] = {"price": 1, "utilities": 0}
    document["problem"]["performances"][0] = [50.0, 0.0]
    document["problem"]["performances"][1] = [150.0, 0.0]
    shown = call("rank", write("r.json", document), "--samples", "20").stdout
    assert "Which fact would change the winner" in shown
