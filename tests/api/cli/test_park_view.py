def test_without_sensitivity(call, enterprise):
    shown = call("recommend", enterprise, "--no-sensitivity").stdout
    assert "Evidence" in shown
    assert "Ask next" not in shown
    assert "First\n - " in shown


def test_what_to_ask(call, write, enterprise_facts):
    plan = {"acceptability": {"samples": 300, "spread": "any"}}
    document = {"enterprise": {}, "sensitivity": plan, "parks": ["ljip", "vcep"]}
    shown = call("recommend", write("r.json", document)).stdout
    assert "Chance that it changes the winner" in shown
    assert " ± " in shown
