def test_without_sensitivity(call, enterprise):
    shown = call("recommend", enterprise, "--no-sensitivity").stdout
    assert "Evidence" in shown
    assert "Ask next" not in shown
    assert "First\n - " in shown


def test_what_to_ask(call, write, enterprise_facts):
    weights = {"kind": "profile", "id": "cost-driven-labour-intensive"}
    plan = {"acceptability": {"samples": 300}}
    parks = ["ljip", "vcep", "tcr", "kitic"]
    document = {"enterprise": {}, "sensitivity": plan, "parks": parks, "weights": weights}
    shown = call("recommend", write("r.json", document)).stdout
    assert "Chance that it changes the winner" in shown
    assert " ± " in shown


def test_units_are_chinese_on_a_chinese_page(call, enterprise):
    shown = call("recommend", enterprise, "--no-sensitivity", "--lang", "zh", COLUMNS="240").stdout
    assert "美元/平方米" in shown
    assert "%（占出口额）" in shown
    assert "通" in shown
    for unit in ("USD/m2", "of export value", "connections", "level", "0 to 1", "percentile"):
        assert unit not in shown
