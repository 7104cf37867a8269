import pytest

from api.reports.weights import weights
from tests.api.reports.conftest import STUDY, seen, texts


def test_a_profile_and_its_swings(whole):
    told = texts(weights(seen(whole)))
    assert "which was named and not stated as one's own priorities" in told
    assert "Profile “Exporter hit by tariffs”: our reading of interviews, not measured" in told
    assert "Trade cost exposure 100, Land price 40, Government support 35" in told
    assert "Without support in the interviews" in told
    swings = [100, 40, 35, 30, 25, 10, 10]  # as told
    table = weights(seen(whole))["blocks"][-1]
    rows = [[cell["text"] for cell in row] for row in table["rows"]]
    assert [row[1] for row in rows] == [f"{size / sum(swings):.1%}" for size in swings]
    assert rows[0][0] == "Trade cost exposure"
    assert rows[0][3] == "from 40 % of what is sold to nothing"
    shown = [float(row[2].rstrip("%")) for row in rows]
    assert sum(shown) == pytest.approx(100, abs=0.05 * len(shown))
    assert shown[0] == pytest.approx(100 * whole["influence"]["trade_cost_exposure"], abs=0.05)


def test_weights_that_nobody_stated_say_so(study):
    told = texts(weights(seen(study)))
    assert "Nobody stated these weights." in told
    for profile in ("First-time private exporter", "Exporter hit by tariffs"):
        assert f"50%: Profile “{profile}”: our reading of interviews, not measured" in told
    assert "what going from the worst to the best end of a criterion's scale is worth" in told


def test_a_problem_without_scales_says_how_its_weights_count(tied):
    found = weights(seen(tied))
    assert "from" not in found["blocks"][-1]["head"]
    assert len(found["blocks"][-1]["head"]) == 3
    assert tied["weights"]["meaning"] == "column"
    assert seen(tied).say("meaning_column") in texts(found)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_judgements_and_blends(ask, language):
    items = ["land_price", "infrastructure", "hometown_ties"]
    ahp = {
        "kind": "ahp",
        "items": items,
        "matrix": [[1.0, 3.0, 2.0], [1 / 3, 1.0, 3.0], [0.5, 1 / 3, 1.0]],
    }
    equal = {"kind": "objective", "scheme": "equal"}
    blend = {
        "kind": "blend",
        "parts": [{"share": 3.0, "weights": ahp}, {"share": 1.0, "weights": equal}],
    }
    asked = {"parks": STUDY, "criteria": items, "sensitivity": False}
    told = texts(weights(seen(ask(language, weights=ahp, **asked), language)))
    assert "0.247" in told
    told = texts(weights(seen(ask(language, weights=blend, **asked), language)))
    assert "75%" in told


def test_what_is_left_out_on_purpose(whole):
    found = {
        **whole["weights"],
        "diagnostics": {
            **whole["weights"]["diagnostics"],
            "profile": "own",
            "excluded": ["infrastructure"],
        },
    }
    told = texts(weights(seen({**whole, "weights": found})))
    assert "weight 0: Infrastructure" in told
    assert "Profile “own”" in told
