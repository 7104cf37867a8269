import json

QUICK = ("--samples", "50", "--seed", "3")


def test_ties_and_exclusions(call, write):
    document = {
        "problem": {
            "criteria": [{"id": "a[b]", "direction": "benefit"}],
            "alternatives": [{"id": "x"}, {"id": "[bold]y"}, {"id": "z"}],
            "performances": [[2.0], [2.0], [1.0]],
        },
        "weights": {"kind": "direct", "values": {"a[b]": 1.0}},
        "requirements": [{"criterion": "a[b]", "at_least": 1.5}],
    }
    shown = call("rank", write("r.json", document), *QUICK).stdout
    assert shown.count("1 =") == 2
    assert "= tied" in shown
    assert "[bold]y" in shown
    assert "Excluded\n - z: " in shown
    assert "None was found." in shown
    document["requirements"][0]["at_least"] = 3.0
    shown = call("rank", write("r.json", document), *QUICK).stdout
    assert "No alternative satisfies all requirements." in shown
    assert "Excluded" in shown


def test_many_warnings_of_a_kind_are_counted(call, write):
    rows = "".join(f"a{i},{i}..{i + 2}\n" for i in range(15))
    path = write("many.csv", f"alternative,x\ndirection,cost\nweight,1\n{rows}")
    shown = call("rank", path, *QUICK).stdout
    assert "... and 5 more of this kind; --json lists all." in shown


def test_comparisons_show_their_consistency(call, sheet):
    matrix = [[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]]
    weights = {"kind": "ahp", "items": ["price", "utilities", "days"], "matrix": matrix}
    shown = call("rank", sheet, "--weights", json.dumps(weights), "--no-sensitivity").stdout
    assert "Consistency ratio of the comparisons: 0.00" in shown
