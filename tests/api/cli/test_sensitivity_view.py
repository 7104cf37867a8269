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
    assert "the list cannot matter" in shown
    shown = call("rank", sheet, "--method", "vikor", "--param", "v=0.3", *QUICK).stdout
    assert "changed lists that were tried" in shown
