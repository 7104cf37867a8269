import json

QUICK = ("--samples", "50", "--seed", "3")


def test_any_weights_and_unavailable_methods(call, write, request_file):
    document = json.loads(request_file.read_text("utf-8"))
    plan = {
        "acceptability": {"samples": 20, "spread": "any"},
        "methods": ["weighted_sum", "spotis"],
    }
    shown = call("rank", write("r.json", {**document, "sensitivity": plan})).stdout
    assert "any weights" in shown
    assert " - spotis: " in shown
    assert "Kendall tau with topsis" in shown


def test_a_method_whose_winner_never_depends_on_the_list(call, sheet, write, sheet_text):
    path = write("p.csv", sheet_text.replace("low,50,0,", "low,50,0,5").replace("8,\n", "8,90\n"))
    shown = call("rank", path, "--method", "spotis", *QUICK).stdout
    assert "no alternative can change the order of two others" in shown
    shown = call("rank", sheet, "--method", "vikor", "--param", "v=0.3", *QUICK).stdout
    assert "changed lists of alternatives that were tried" in shown


def test_exact_shares_where_there_are_volumes(call, write, request_file):
    document = json.loads(request_file.read_text("utf-8"))
    document["problem"]["performances"] = [[160.0, 5.0], [120.0, 3.0]]
    plan = {"acceptability": {"spread": "any"}, "exact_acceptability": True}
    path = write("r.json", {**document, "sensitivity": plan})
    shown = call("rank", path, "--method", "weighted_sum").stdout
    # North leads by 3 - 1 on utilities and is behind by all of the price: first where w < 1/2.
    assert "Exact share of the weights" in shown
    assert shown.count("50.0000%") == 2
    assert "Shares of the volume of any weights at all" in " ".join(shown.split())
    shown = call("rank", path).stdout
    assert "Exact share of the weights" not in shown
    assert "is not that of a weighted sum" in " ".join(shown.split())


def test_which_judgement_and_which_judge_decide(call, write, request_file):
    document = json.loads(request_file.read_text("utf-8"))
    criteria = [c["id"] for c in document["problem"]["criteria"]]
    n = len(criteria)
    first = [
        [1 if i == j else (9 if i == 0 else 1 / 9 if j == 0 else 1) for j in range(n)]
        for i in range(n)
    ]
    even = [[1] * n for _ in range(n)]
    judges = [{"name": "Li", "matrix": first}, {"name": "Wang", "matrix": even}]
    weights = {"kind": "ahp_group", "items": criteria, "judges": judges}
    quick = {"acceptability": {"samples": 20}, "methods": False}
    path = write("r.json", {**document, "weights": weights, "sensitivity": quick})
    shown = call("rank", path).stdout
    assert "Which judgement decides?" in shown
    answer = json.loads(call("rank", path, "--json").stdout)["sensitivity"]["judgements"]
    told = answer["deciding"]
    assert (told["sentence"] if told else "No single judgement") in " ".join(shown.split())
    changed = [item["judge"] for item in answer["without_judge"] if item["changes"]]
    assert all(f"Without {name}" in shown for name in changed)
    assert changed or "Leaving out any one judge" in shown
