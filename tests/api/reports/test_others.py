from api.reports.others import method_name, methods, reversal, scenario
from tests.api.reports.conftest import seen, texts


def test_other_methods(study, plain):
    found = methods(seen(study))
    table = found["blocks"][1]
    assert [row[0]["text"] for row in table["rows"]] == [
        method_name(seen(study), name) for name in study["sensitivity"]["methods"]["rankings"]
    ]
    orders = study["sensitivity"]["methods"]["rankings"].values()
    for key in {order[0] for order in orders}:
        share = sum(order[0] == key for order in orders) / len(orders)
        assert f"{seen(study).name(key)} {share:.0%}" in found["blocks"][0]["text"]
    assert methods(seen(plain)) is reversal(seen(plain)) is None
    assert method_name(seen(study), "unheard_of") == "unheard_of"


def test_ties_of_other_methods_are_ties(tied):
    rows = methods(seen(tied))["blocks"][1]["rows"]
    assert any(" = " in row[1]["text"] for row in rows)


def test_a_method_that_cannot_take_the_data(ask):
    problem = {
        "criteria": [{"id": "p", "direction": "cost"}, {"id": "q", "direction": "benefit"}],
        "alternatives": [{"id": "x"}, {"id": "y"}],
        "performances": [[-1.0, 1.0], [2.0, 3.0]],
    }
    weights = {"kind": "direct", "values": {"p": 2.0, "q": 1.0}}
    answer = ask(
        problem=problem, weights=weights, sensitivity={"methods": ["topsis", "weighted_product"]}
    )
    lacking = answer["sensitivity"]["methods"]["unavailable"]
    assert lacking
    for note in lacking.values():
        assert note["detail"] in texts(methods(seen(answer)))


def test_on_fixed_scales_no_order_can_be_reversed(whole):
    found = whole["sensitivity"]["reversal"]
    assert found["cases"] == found["order_cases"] == []
    assert "can change the order of two others" in texts(reversal(seen(whole)))


def test_reversal(ask):
    textbook = {"name": "ahp", "mode": "distributive"}
    found = ask(method=textbook, sensitivity={"reversal": True})
    told = texts(reversal(seen(found)))
    found = found["sensitivity"]["reversal"]
    assert found["sentence"] in told
    cases = len(found["cases"]) + len(found["order_cases"])
    assert cases > 8
    assert f"{cases - 8} more" in told


def test_the_scenario_with_its_duties(whole, tied):
    told = texts(scenario(seen(whole)))
    assert "as of 2026-02-24" in told
    assert "10 (0 to 20)" in told
    assert "Vietnam" in told
    for item in whole["scenario_doubt"]["scenarios"]:
        assert item["name"] in told
    assert scenario(seen(tied)) is None


def test_a_scenario_of_ones_own(ask):
    own = {
        "name": "=mine",
        "as_of": "2026-11-01",
        "rates": {
            "US": {"vietnam": 20.0, "thailand": {"low": 10.0, "high": 30.0}},
            "EU": {"vietnam": {"low": 3.0, "mode": 3.0, "high": 3.0}},
        },
    }
    answer = ask(parks=["tcr", "ljip"], scenario=own, sensitivity=False)
    told = texts(scenario(seen(answer)))
    assert "=mine, as of 2026-11-01" in told
    assert "10 to 30" in told
